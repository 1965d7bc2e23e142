"""What an answer promises to define, and what it may use while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.question._spec import Spec


@dataclass(frozen=True, slots=True)
class Method:
    """A method of `Solution`: its positional parameters in order, its answer, its time limit a call."""

    name: str
    parameters: Mapping[str, Spec]
    returns: Spec
    limit_s: float = 10.0

    def signature(self) -> str:
        """The method as one line of Python, `predict(texts: list[str]) -> list[str]`."""
        parameters = ", ".join(f"{name}: {spec.describe()}" for name, spec in self.parameters.items())
        return f"{self.name}({parameters}) -> {self.returns.describe()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one session may use; each limit that is hit is named to the candidate with its value."""

    load_s: float = 20.0
    """Importing the answer, and constructing `Solution`: each this long."""
    session_s: float = 150.0
    """Wall time of all calls of one session together."""
    cpu_s: int = 300
    """CPU time of each process of the session."""
    memory_mb: int = 2048
    processes: int = 64
    gpu_memory_mb: int = 8192
    """What torch may hold of a GPU's memory; the answer's own process keeps to it."""
    scratch_mb: int = 256
    answer_mb: int = 64
    """The largest single answer of a method, encoded."""
    log_kb: int = 64
    """What is kept of standard output and error."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The methods of `Solution` and the resources that its constructor takes beside `seed` and `device`.

    A resource is a keyword and what it is in words; its value comes from the question's data. `service` names the
    resource that is the URL (`http://127.0.0.1:PORT...`) of a service of the grader's: the one thing on any network
    that the sandbox lets the answer reach.
    """

    methods: tuple[Method, ...]
    resources: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    service: str | None = None

    def method(self, name: str) -> Method:
        """The method of that name; `KeyError` where the contract has none."""
        for method in self.methods:
            if method.name == name:
                return method
        raise KeyError(f"the contract has no method {name!r}")
