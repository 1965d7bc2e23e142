"""What this host offers to every session alike, looked at once when a sandbox is made."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from harness.sandbox import cgroup, owner
from harness.sandbox.gpus import device_files, gpu_of
from harness.sandbox.landlock import readable_without
from harness.sandbox.link import hidden_paths, shown_paths
from harness.sandbox.policy import SandboxOptions

_SCRATCH = "harness-session-"
_SCRATCH_NAME = re.compile(rf"{_SCRATCH}({owner.TAG.pattern})-.*")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where sessions stand: what they may read, who counts their memory, and under which uid they can run."""

    hierarchy: cgroup.Hierarchy | None
    why_no_cgroup: str
    read: tuple[str, ...]
    list_only: tuple[str, ...]
    devices: tuple[str, ...]
    others_cannot_enter: Path | None
    """A folder that sessions need and that no other user may enter: then root's sessions get no uid of their own."""

    @property
    def own_uids(self) -> bool:
        """Does each session run under a uid of its own?"""
        return os.geteuid() == 0 and self.others_cannot_enter is None

    @property
    def why_no_own_uid(self) -> str:
        """The reason where `own_uids` is false."""
        if os.geteuid() != 0:
            return "the grader does not run as root"
        return f"other users may not enter {self.others_cannot_enter}"


def find_counter(options: SandboxOptions) -> cgroup.Hierarchy | str:
    """Where sessions can be counted, or why they cannot; sweeps what dead graders have left there.

    To be called before the server starts, which would keep version 2 from making room.
    """
    if "cgroup" in options.off:
        return "switched off"
    found = cgroup.find_hierarchy()
    if not isinstance(found, str):
        cgroup.sweep(found)
    return found


def survey(options: SandboxOptions, counter: cgroup.Hierarchy | str, *, private_root: bool) -> Ground:
    """Look at the host; `private_root` tells whether sessions have a view of their own."""
    read, list_only = readable_without(shown_paths(options), hidden_paths(options))
    needed = [Path(sys.base_prefix), Path(sys.prefix), *options.folders]
    return Ground(
        hierarchy=None if isinstance(counter, str) else counter,
        why_no_cgroup=counter if isinstance(counter, str) else "",
        read=tuple(read),
        list_only=tuple(list_only),
        devices=tuple(str(path) for path in device_files(gpu_of(options.device))),
        # In the view what is shown has new folders above it; on the host itself all of those must let others through.
        others_cannot_enter=closed_to_others(needed, above=not private_root),
    )


def closed_to_others(folders: Iterable[Path], *, above: bool) -> Path | None:
    """The first folder (with `above`, also of those it lies in) that only its owner may enter; None where all may."""
    for folder in folders:
        real = folder.resolve()
        for place in (real, *real.parents) if above else (real,):
            with contextlib.suppress(OSError):
                if not place.stat().st_mode & stat.S_IXOTH:
                    return place
    return None


def scratch_folder(uid: int | None) -> Path:
    """Where there is no view: a folder on the host that a session may write to, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{owner.tag()}-"))
    if uid is not None:
        os.chown(folder, uid, uid)
    return folder


def sweep_scratch() -> None:
    """Remove the scratch folders of graders that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"):
        match = _SCRATCH_NAME.fullmatch(folder.name)
        if match and owner.is_gone(match[1]):
            shutil.rmtree(folder, ignore_errors=True)
