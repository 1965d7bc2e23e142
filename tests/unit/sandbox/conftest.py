"""A sandbox for each kind of host that this one can play."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox_answers import Open, an_answer

import harness
from harness.faults import UserError
from harness.question import Limits
from harness.sandbox import Sandbox, SandboxOptions, SandboxSession

REPOSITORY = Path(harness.__file__).parent.parent
MODES = {
    "full": frozenset[str](),
    "no-cgroup": frozenset({"cgroup"}),
    "no-namespaces": frozenset({"namespaces"}),
    "neither": frozenset({"namespaces", "cgroup"}),
}


@pytest.fixture(scope="session")
def shown() -> Iterator[Path]:
    """A folder whose `resource` sessions may be given, beside a `secret` that they may not see."""
    folder = Path(tempfile.mkdtemp(prefix="sandbox-test-"))
    folder.chmod(0o755)
    (folder / "resource").mkdir(mode=0o755)
    (folder / "resource" / "weights.txt").write_text("weights")
    (folder / "secret").mkdir(mode=0o755)
    (folder / "secret" / "key.txt").write_text("the answer key")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(
    scope="session",
    params=["full", *(pytest.param(mode, marks=pytest.mark.slow) for mode in MODES if mode != "full")],
)
def sandbox(request: pytest.FixtureRequest, shown: Path) -> Iterator[Sandbox]:
    """One sandbox a mode for all tests; a mode below the floor on this host is skipped."""
    options = SandboxOptions(
        folders=(shown / "resource",),
        hidden=tuple(REPOSITORY / name for name in ("harness", "reference", "metrics")),
        off=MODES[request.param],
    )
    try:
        made = Sandbox(options)
    except UserError as refusal:
        pytest.skip(refusal.message)
    with made:
        yield made


@pytest.fixture
def opened(sandbox: Sandbox, shown: Path) -> Iterator[Open]:
    """`opened(code, **limits)`: a loaded and constructed session; closed at the end of the test."""
    sessions = []

    def make(code: str, *, ready: bool = True, **limits: int | float) -> SandboxSession:
        session = sandbox.open(an_answer(code, shown), Limits(**limits))
        sessions.append(session)
        if ready:
            session.load()
            session.construct(0)
        return session

    yield make
    for session in sessions:
        session.close()
