"""Asks git about a checkout whose contents nobody trusts: without hooks, filters, external programs or the network."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from harness.faults import InfrastructureFault, UserError
from harness.text import printable

_TIMEOUT_S = 120
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "protocol.allow=never",  # a partial clone would fetch what it lacks, through programs that its own settings name
    # A container's checkout often belongs to another user. What the owner's settings could do to us is off, above.
    "safe.directory=*",
)


class Repository:
    """A checkout; paths are relative to its root, in bytes that `os.fsdecode` understood."""

    def __init__(self, inside: Path) -> None:
        """`inside` is any folder of the checkout. Raises `UserError` where there is none."""
        done = _git(inside, "rev-parse", "--show-toplevel")
        if done.returncode != 0:
            raise UserError(
                f"{printable(str(inside))} is in no git checkout ({_reason(done)}).",
                "Run the command in the checkout of the pull request, or name it with --repository.",
            )
        self.root = Path(os.fsdecode(done.stdout.removesuffix(b"\n")))

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision stands for."""
        done = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if done.returncode != 0:
            remedy = "Fetch it first and name it as git does, such as origin/main."
            raise UserError(
                f"There is no revision {printable(revision)!r} in this checkout.", self._if_shallow() or remedy
            )
        return done.stdout.decode("ascii").strip()

    def merge_base(self, base: str, head: str) -> str:
        """The commit where `head`'s branch left `base`; both are full names of commits."""
        done = _git(self.root, "merge-base", base, head)
        if done.returncode != 0:
            remedy = "Name the branch that this one was made from."
            raise UserError(
                f"The commits {base[:12]} and {head[:12]} have no common ancestor here.", self._if_shallow() or remedy
            )
        return done.stdout.decode("ascii").split()[0]

    def changed(self, old: str, new: str) -> list[str]:
        """Every path that differs between two commits; a renamed file is there under both names."""
        options = ("--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none")
        return self._names("diff-tree", "-r", "-z", "--name-only", *options, old, new)

    def entries(self, commit: str, folder: str) -> list[str]:
        """The names directly in a folder of a commit; none where it has no such folder."""
        paths = self._names("ls-tree", "-z", "--full-tree", "--name-only", commit, f"{folder}/")
        return [path.removeprefix(f"{folder}/") for path in paths]

    def _names(self, *command: str) -> list[str]:
        done = _git(self.root, *command)
        if done.returncode != 0:
            raise InfrastructureFault(f"git {command[0]} failed: {_reason(done)}")
        return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]

    def _if_shallow(self) -> str:
        if _git(self.root, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
            return ""
        return (
            "This is a shallow clone: get its history first (`git fetch --unshallow`, or `fetch-depth: 0` in "
            "actions/checkout)."
        )


def _git(folder: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    # Nothing of the caller's is handed on: GIT_DIR and its like, which a hook sets, would name another repository.
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.devnull,
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *settings, *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
    except FileNotFoundError as error:
        raise UserError("There is no program `git` on the PATH.", "Install git.") from error
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise InfrastructureFault(f"git {command[0]}: {error}") from error


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "backslashreplace").strip().splitlines()
    return printable(lines[0].removeprefix("fatal: "), 200) if lines else f"exit code {done.returncode}"
