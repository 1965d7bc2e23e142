"""Which layers protect, which properties they must add up to, and what a host without them is told."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.faults import UserError
from harness.sandbox.landlock import ABI_SCOPES, ABI_TRUNCATE

IN_FORCE = "yes"
SWITCHES = ("namespaces", "cgroup", "landlock", "seccomp")
"""What can be switched off by hand, to test what a poorer host does."""
OFF_VARIABLE = "HARNESS_SANDBOX_OFF"

_NAMESPACE_SETTINGS = (
    ("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),  # Ubuntu from 23.10 on, GitHub's runners among them
    ("kernel.unprivileged_userns_clone", "0", "1"),  # Debian, Arch's hardened kernel
    ("user.max_user_namespaces", "0", "15000"),  # RHEL and its kin
)
"""A setting, the value by which it forbids namespaces to ordinary users, and the one that allows them."""

LAYERS = {
    "user_namespace": "an own user namespace",
    "network_namespace": "an own network without any interface",
    "pid_namespace": "an own process tree, killed as a whole",
    "ipc_namespace": "own shared memory and message queues",
    "view": "an own root that holds the system read-only and nothing else",
    "landlock": "a second wall around files, TCP and signals",
    "seccomp": "a filter over system calls",
    "no_new_privileges": "no program gives privileges",
    "capabilities": "no capability is left",
    "own_uid": "a uid of its own for each session",
    "limits": "limits on files, CPU time and private memory",
    "process_limit": "a limit on processes for each session",
    "cgroup": "memory and processes counted and bounded by a cgroup",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxOptions:
    """How a sandbox is made.

    `folders`: resource folders that sessions may be given, shown read-only. `hidden`: package folders (the bank's,
    the harness's own) that stay out of sight even where they lie among installed packages. `off`: those of
    `SWITCHES` that are switched off by hand.
    """

    unsafe: bool = False
    folders: tuple[Path, ...] = ()
    hidden: tuple[Path, ...] = ()
    off: frozenset[str] = frozenset()
    device: str = "cpu"


def switched_off(environment: Mapping[str, str]) -> frozenset[str]:
    """The layers that `HARNESS_SANDBOX_OFF` names, parted by commas. Raises `UserError` for a name that is none."""
    names = frozenset(name for part in environment.get(OFF_VARIABLE, "").split(",") if (name := part.strip()))
    if unknown := names.difference(SWITCHES):
        raise UserError(
            f"{OFF_VARIABLE} names no layer that can be switched off: {', '.join(sorted(unknown))}.",
            f"Choose among {', '.join(SWITCHES)}, parted by commas, or unset it.",
        )
    return names


def missing_properties(layers: Mapping[str, str]) -> list[str]:
    """The properties of the floor that no layer in force provides, as phrases; empty where all is well."""

    def on(layer: str) -> bool:
        return layers.get(layer, "").startswith(IN_FORCE)

    # Versions that lack a right leave it open: without TRUNCATE any file could be emptied, without scopes signalled.
    abi = int(layers["landlock"].rpartition(" ")[2]) if on("landlock") else 0
    properties = {
        "files: other answers, the key and the host's files would be readable": on("view") or abi >= ABI_TRUNCATE,
        "network: it could be reached": on("network_namespace") or on("seccomp"),
        "other processes: they could be signalled": (
            on("pid_namespace") or on("own_uid") or (abi >= ABI_SCOPES and on("seccomp"))
        ),
        "kill-all: a daemon could stay behind": on("pid_namespace") or on("seccomp"),
        "memory: nothing would bound it": on("cgroup") or on("limits"),
        "processes: nothing would bound their number": on("cgroup") or on("process_limit"),
        "privileges: they could be gained": on("no_new_privileges") and on("capabilities"),
        "kernel surface: every system call would be open": on("seccomp"),
    }
    return [name for name, held in properties.items() if not held]


def namespace_remedy(sysctls: Path = Path("/proc/sys")) -> str:
    """How this host comes to allow namespaces: by the setting that forbids them, where one is found."""
    for name, forbids, allows in _NAMESPACE_SETTINGS:
        with contextlib.suppress(OSError):
            if (sysctls / name.replace(".", "/")).read_text(encoding="ascii").strip() == forbids:
                return f"User namespaces are switched off: allow them (sudo sysctl -w {name}={allows}) or run as root."
    return (
        "Allow user namespaces, or run as root with the right to mount (in a container: --cap-add SYS_ADMIN, and "
        "--security-opt seccomp=unconfined --security-opt apparmor=unconfined where its defaults forbid mounts)."
    )


def degradations(layers: Mapping[str, str], others_cannot_enter: Path | None = None) -> list[str]:
    """What is weaker than it could be, each as sentences with the remedy.

    `others_cannot_enter`: the folder that keeps sessions from having a uid of their own.
    """

    def off(layer: str) -> bool:
        return not layers.get(layer, "").startswith(IN_FORCE)

    sentences = []
    if off("view"):
        sentences.append(
            "No private root: sizes and names of hidden files can be seen, scratch space is on the host's disk and "
            f"bounded by being watched, and there is no shared memory for data loaders. {namespace_remedy()}"
        )
    if off("cgroup"):
        sentences.append(
            "No cgroup: memory is bounded for each process and watched in sum, not counted by the kernel. Run as "
            "root, or give this user a delegated cgroup (systemd-run --user --scope -p Delegate=yes)."
        )
    if off("own_uid") and others_cannot_enter is not None and os.geteuid() == 0:
        sentences.append(
            f"No uid of its own for each session: other users may not enter {others_cannot_enter}, where the "
            "interpreter or a resource lies. Allow it (chmod o+x) or install Python elsewhere."
        )
    if off("landlock"):
        sentences.append("No Landlock: the second wall around files is missing. Use Linux 5.13 or later.")
    return sentences
