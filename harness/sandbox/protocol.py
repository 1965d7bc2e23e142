"""What the grader and the server say to each other over the control socket."""

from __future__ import annotations

import msgspec

CONTROL_BYTES = 1 << 18
OUT_OF_MEMORY_STATUS = 98
"""How a session ends that has no memory left even to say so."""


class SessionOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What the grader tells the server about one session: limits and places, nothing of the question's."""

    id: int
    uid: int | None
    scratch: str | None
    """The scratch folder on the host where there is no view; None for the view's own."""
    read: list[str]
    list_only: list[str]
    devices: list[str]
    memory_counted: bool
    memory_mb: int
    cpu_s: int
    processes: int
    scratch_mb: int
    threads: int
    cuda_visible: str
    service_port: int | None = None
    """A port on loopback that leads to a service of the grader's."""


class ServerLayers(msgspec.Struct, kw_only=True):
    """What the server achieved for itself and its children."""

    namespaces: bool
    user_namespace: bool
    landlock: bool
    seccomp: bool
    supervision: bool
    """Can the filter ask a supervisor and be given a descriptor, in the place of another (Linux 5.9)?"""
    shown: list[str]
    """The folders of the view."""


class ServerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """How the server is to be: the first message, since a command line can be read by every session."""

    shown: list[str]
    hidden: list[str]
    devices: list[str]
    off: list[str]


class Up(msgspec.Struct, frozen=True, kw_only=True, tag="up"):
    """The server is ready."""

    layers: ServerLayers
    reasons: dict[str, str]
    """Why a layer is not in force."""
    not_preloaded: dict[str, str]
    canary: bool
    cuda_untouched: bool
    seconds: float


class Opened(msgspec.Struct, frozen=True, kw_only=True, tag="opened"):
    """A session's process exists; its pidfd comes along."""

    id: int


class Exited(msgspec.Struct, frozen=True, kw_only=True, tag="exited"):
    """A session's process is gone and reaped."""

    id: int
    status: int
    cpu_s: float
    peak_kb: int


class NotOpened(msgspec.Struct, frozen=True, kw_only=True, tag="not_opened"):
    """The fork failed."""

    id: int
    reason: str


ServerMessage = Up | Opened | Exited | NotOpened
