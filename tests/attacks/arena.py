"""The place where attacks are run: a bank with a key, canaries that tell when they are touched, the real command."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from attack_cases import KIT, Case

import harness
from harness.sandbox import owner

REPOSITORY = Path(harness.__file__).parent.parent
AS_ORDINARY_USER = REPOSITORY / "tests" / "unit" / "sandbox" / "as_ordinary_user.py"
ORDINARY_UID = 54321
HARNESS = [sys.executable, "-P", "-m", "harness"]
QUESTION = 90
HELD_OUT = 40


def git(folder: Path, *words: str) -> None:
    """A git command that must succeed."""
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *settings, *words], check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    """Everything that lies there, also what git would rather leave out."""
    git(folder, "add", "-f", ".")
    git(folder, "commit", "-qm", message)


@contextlib.contextmanager
def open_folder(prefix: str) -> Iterator[Path]:
    """A temporary folder that every user may enter: the sandbox keeps answers out, not the owner's rights."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_bank(folder: Path) -> Path:
    """The target bank as an installed package would be, with a new key; returns the package's folder."""
    package = folder / "attack_bank"
    shutil.copytree(KIT / "target", package, ignore=shutil.ignore_patterns("__pycache__"))
    installed = folder / "attack_bank-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: attack-bank\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[harness.questions]\nattack_bank = attack_bank\n")
    (package / "checkpoint").mkdir()
    (package / "checkpoint" / "scale.json").write_text("[2.0, -3.0, 0.5]")
    (package / "key.json").write_text(json.dumps(_key()))
    for path in (package / "key.json", package / "checkpoint" / "scale.json"):
        path.chmod(0o666)
    return package


def _key() -> dict[str, Any]:
    """Texts of three topics; every run has others, so that nobody knows the labels beforehand."""
    rng = np.random.default_rng()
    words = [
        f"{start}{end}" for start in ("ba", "do", "ki", "lu", "me", "po") for end in ("ra", "nu", "ti", "so", "ve")
    ]
    rng.shuffle(words)
    topics = {label: words[index * 6 : index * 6 + 6] for index, label in enumerate(("blue", "green", "red"))}
    fillers = words[18:]

    def labelled(count: int) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {"texts": [], "labels": [], "words": []}
        for _ in range(count):
            label = str(rng.choice(sorted(topics)))
            own = set(rng.choice(topics[label], size=5, replace=False))
            text = rng.permutation([*own, *rng.choice(fillers, size=9)]).tolist()
            made["texts"].append(" ".join(text))
            made["labels"].append(label)
            made["words"].append(" ".join(word for word in text if word in own))
        return made

    return {"training": labelled(150), "held_out": labelled(HELD_OUT), "secret": f"key-{secrets.token_hex(12)}"}


def abandoned() -> set[str]:
    """Scratch folders and cgroups of sessions whose grader is gone."""
    found = [*Path(tempfile.gettempdir()).glob("harness-session-*")]
    for controller in (".", "memory", "pids", "unified"):
        found += (Path("/sys/fs/cgroup") / controller).glob("**/harness-*")
    tags = {str(path): owner.TAG.search(path.name) for path in found}
    return {path for path, tag in tags.items() if tag is not None and owner.is_gone(tag[0])}


@dataclass
class Arena:
    """A bank, canaries around it, and what an attacker is told of them."""

    folder: Path
    bank: Path
    token: str
    told: dict[str, Any]
    as_user: bool
    connections: list[str] = field(default_factory=list)
    abandoned_before: set[str] = field(default_factory=abandoned)

    @property
    def environment(self) -> dict[str, str]:
        """What the grader runs with: a token that no answer may see, and the target's bank."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "HARNESS", "GITHUB"))
        }
        return kept | {
            "ATTACK_CANARY": self.token,
            "PYTHONPATH": str(self.bank.parent),
            "CI": "1",
            "GITHUB_ACTIONS": "true",
        }

    @property
    def secrets(self) -> dict[str, str]:
        """What must turn up nowhere, by what it would have come from."""
        key = json.loads((self.bank / "key.json").read_text())
        return {
            "the environment": self.token,
            "a secret file": Path(self.told["secret"]).read_text(),
            "the key": key["secret"],
        }

    def command(self, words: Sequence[str | Path]) -> list[str]:
        """The command, run by an ordinary user where this arena has one."""
        prefix = [sys.executable, str(AS_ORDINARY_USER)] if self.as_user else []
        return [*prefix, *map(str, words)]

    def run(
        self, words: Sequence[str | Path], *, seconds: int = 900, extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, with both outputs as text."""
        return subprocess.run(
            self.command(words),
            cwd=self.folder,
            env=self.environment | dict(extra or {}),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=seconds,
        )

    def harness(self, *words: str | Path, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """The real command."""
        return self.run([*HARNESS, *words], extra=extra)

    def package(self, case: Case, folder: Path, *, fallback: Path | None = None) -> Path:
        """The attack as a package in `folder`, with what it is told and its naive fallback."""
        folder.mkdir(parents=True)
        for source, name in (
            (case.source, "__init__.py"),
            (KIT / "surroundings.py", "surroundings.py"),
            (fallback or KIT / "target" / "q90_target" / "baseline.py", "fallback.py"),
        ):
            shutil.copy(source, folder / name)
        for beside in sorted((case.source.parent / "beside").glob("*.py.txt")):  # as text, for pytest reads conftest.py
            shutil.copy(beside, folder / beside.stem)
            shutil.copy(beside, folder.parent / beside.stem)
        (folder / "told.json").write_text(json.dumps(self.told))
        return folder

    def grade_all(
        self, fill: Callable[[Path], None], *options: str, extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Have `harness ci` grade what `fill` puts into the folder `submissions/` of a checkout, in one commit."""
        repository = self.folder / "checkout"
        submissions = repository / "submissions"
        submissions.mkdir(parents=True)
        (submissions / "README.md").write_text("Hand in here.\n")
        git(repository, "init", "-q")
        commit(repository, "Begin")
        fill(submissions)
        commit(repository, "Attack")
        self.give_away()
        words = ("ci", "--base", "HEAD~1", "--repository", repository, "--store", self.told["store"])
        return self.harness(*words, "--out", self.folder / "out", "--jobs", "1", *options, extra=extra)

    def result(self, submission: str) -> dict[str, Any]:
        """The candidate's whole result."""
        text = (self.folder / "out" / submission / "result.json").read_text(encoding="utf-8")
        return json.loads(text)  # type: ignore[no-any-return]

    def question(self, submission: str) -> dict[str, Any]:
        """The candidate's result of the one question that was asked."""
        return self.result(submission)["questions"][0]  # type: ignore[no-any-return]

    def written(self) -> Iterator[tuple[str, str]]:
        """Every file of reports and summaries, by its name."""
        for path in sorted((self.folder / "out").rglob("*")):
            if path.is_file():
                yield str(path.relative_to(self.folder)), path.read_text(encoding="utf-8")

    def give_away(self) -> None:
        """Let the user who grades write here."""
        if self.as_user:
            for path in [self.folder, *self.folder.rglob("*")]:
                if path.name != "beyond":
                    os.chown(path, ORDINARY_UID, ORDINARY_UID, follow_symlinks=False)

    def state(self) -> dict[str, object]:
        """What attacks must not change: the bank, the secret, the canaries, the mounts."""
        files = [path for path in sorted(self.bank.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
        files = [path for path in files if path.name != "calibration.json"]
        watched = [*files, Path(self.told["secret"])]
        return {
            "files": {str(path): (path.read_bytes(), stat.filemode(path.stat().st_mode)) for path in watched},
            "names": sorted(str(path) for path in Path(self.told["beyond"]).iterdir()),
            "mounts": Path("/proc/self/mounts").read_text(),
            "victim": Path(f"/proc/{self.told['victim']}").exists(),
            "connections": list(self.connections),
        }

    def left_behind(self) -> list[str]:
        """Processes with the attackers' mark; what they left in shared folders; what graders did not take away."""
        found = [f"process {pid}" for pid in self.marked_processes()]
        found += sorted(abandoned() - self.abandoned_before)
        for home in (Path("/tmp"), Path.home(), *map(Path, ("/dev/shm", "/var/tmp", "/run"))):
            for below in ("", ".local", ".cache", ".cache/torch_extensions", "torchinductor"):
                found += [str(path) for path in (home / below).glob("left-for-the-next*")]
        return found

    def marked_processes(self) -> list[int]:
        """Processes with the mark on their command line."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                with contextlib.suppress(OSError):
                    if str(self.told["mark"]).encode() in (folder / "cmdline").read_bytes():
                        found.append(int(folder.name))
        return found


@contextlib.contextmanager
def open_arena(name: str, *, as_user: bool) -> Iterator[Arena]:
    """An arena with its canaries alive, and gone at the end."""
    token = f"token-{secrets.token_hex(12)}"
    mark = f"mark-{secrets.token_hex(6)}"
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(open_folder(f"attacks-{name}-"))
        bank = make_bank(folder / "bank")
        beyond = folder / "beyond"  # anybody may write here: only the sandbox keeps answers from it
        beyond.mkdir()
        beyond.chmod(0o777)
        secret = folder / "secret.txt"
        secret.write_text(f"secret-{secrets.token_hex(12)}")
        secret.chmod(0o666)
        other = folder / "other" / "q90.py"
        other.parent.mkdir()
        shutil.copy(KIT / "target" / "q90_target" / "solution.py", other)
        arena = Arena(folder, bank, token, {}, as_user)
        victim = subprocess.Popen(
            arena.command([sys.executable, "-c", "import time; time.sleep(3600)"]),
            env=arena.environment,
            stdin=subprocess.DEVNULL,
        )
        stack.callback(_stop, victim)
        arena.told |= {
            "reference": str(bank / "q90_target" / "solution.py"),
            "key": str(bank / "key.json"),
            "bank": str(bank),
            "store": str(folder / "results.sqlite"),
            "other_submission": str(other),
            "git": str(REPOSITORY / ".git" / "HEAD"),
            "harness": str(Path(harness.__file__).with_name("faults.py")),
            "repository": str(REPOSITORY),
            "secret": str(secret),
            "passwd": "/etc/passwd",
            "victim": victim.pid,
            "mark": mark,
            "beyond": str(beyond),
            "touched": str(beyond / "touched"),
            "outside": [],  # filled where a sandbox stands in between
            "abstract": f"attacks-{mark}",
            "unix": str(beyond / "socket"),
        }
        for kind, address in _listen(stack, arena).items():
            arena.told[kind] = address
        yield arena


def _listen(stack: contextlib.ExitStack, arena: Arena) -> dict[str, list[Any]]:
    """Services of the host that must see nobody."""
    addresses: dict[str, list[Any]] = {}
    places = (
        ("tcp", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        ("udp", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        ("abstract", socket.AF_UNIX, socket.SOCK_STREAM, "\0" + arena.told["abstract"]),
        ("unix", socket.AF_UNIX, socket.SOCK_STREAM, arena.told["unix"]),
    )
    for kind, family, style, address in places:
        server = socket.socket(family, style)
        server.bind(address)
        if kind == "unix":
            Path(arena.told["unix"]).chmod(0o777)
        if style == socket.SOCK_STREAM:
            server.listen()
        if kind in {"tcp", "udp"}:
            addresses[kind] = list(server.getsockname())
        server.settimeout(0.1)
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(server, kind, arena.connections, ended), daemon=True)
        watcher.start()
        stack.callback(
            lambda ended=ended, watcher=watcher, server=server: (ended.set(), watcher.join(), server.close())
        )
    return addresses


def _watch(server: socket.socket, kind: str, connections: list[str], ended: threading.Event) -> None:
    while not ended.is_set():
        with contextlib.suppress(TimeoutError):
            if server.type == socket.SOCK_DGRAM:
                server.recv(100)
            else:
                server.accept()[0].close()
            connections.append(kind)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
