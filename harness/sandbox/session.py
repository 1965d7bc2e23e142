"""One candidate process as the grader sees it: requests out, data in, time and memory watched from outside."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import socket
import time
from collections.abc import Sequence

from harness.faults import CandidateFault, FaultKind, InfrastructureFault
from harness.plain import Plain
from harness.question import Limits
from harness.sandbox import frames
from harness.sandbox.answer import AnswerCode, Complaint, Loaded, Usage
from harness.sandbox.blame import our_fault
from harness.sandbox.link import ServerProcess
from harness.sandbox.log import Log, LogFloodError
from harness.sandbox.protocol import OUT_OF_MEMORY_STATUS, Exited
from harness.sandbox.service import Relay, Supervisor
from harness.sandbox.watch import Place, Watch
from harness.sandbox.wire import STRUCTURE_BYTES, WireError, decode, encode

_ENVELOPE_BYTES = STRUCTURE_BYTES + (1 << 20)
"""What an answer may have beside its arrays."""
_GRACE_SECONDS = 1.0
_MOST_GPU_MB = 1 << 24
_FATAL = {"timeout", "died", "memory", "output"}


class SandboxSession:
    """Implements the grading core's raw session. Close it always: that is what ends the process.

    Errors of the candidate's are `CandidateFault`; after `timeout`, `died`, `memory` and `output` the session is dead.
    Ours are `InfrastructureFault`, a call on a dead session among them.
    """

    def __init__(
        self,
        answer: AnswerCode,
        limits: Limits,
        process: ServerProcess,
        sock: socket.socket,
        log_descriptor: int,
        *,
        place: Place,
        layers: dict[str, str],
        service: Relay | Supervisor | None = None,
    ) -> None:
        self.layers = layers
        self._answer = answer
        self._limits = limits
        self._process = process
        self._socket = sock
        self._log = Log(log_descriptor, limits.log_kb << 10)
        self._place = place
        self._service = service
        self._watch = Watch(place, limits, process.kill)
        self._wall_s = 0.0
        self._torch_layers: tuple[str, ...] = ()
        self._gpu_peak_mb: float | None = None
        self._usage: Usage | None = None
        self._dead = False
        self._ended: Exited | None = None

    @property
    def alive(self) -> bool:
        """Can it still be called?"""
        return not self._dead

    def __enter__(self) -> SandboxSession:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def load(self) -> Loaded:
        """Import the answer's module. Raises `CandidateFault` (`load`, or how the process ended)."""
        self._place_files()
        request = {
            "do": "load",
            "module": self._answer.module,
            "methods": {name: list(parameters) for name, parameters in self._answer.methods.items()},
            "keywords": list(self._answer.resources),
        }
        reply = self._ask(request, "importing the answer", self._limits.load_s, raised="load")
        try:
            complaints = tuple(
                Complaint(str(item["message"])[:500], _text_or_none(item["file"]), _int_or_none(item["line"]))
                for item in reply["complaints"]
            )
            return Loaded(reply["has_solution"] is True, complaints)
        except (TypeError, KeyError, AttributeError):
            raise CandidateFault("wire", "importing the answer: the session's reply makes no sense") from None

    def _place_files(self) -> None:
        """Have the answer's files written, by our own code before any of the candidate's: a full disk is our fault."""
        request = {"do": "place", "files": dict(self._answer.files)}
        failure = self._ask(request, "writing the answer's files", self._limits.load_s, raised="load")
        if failure is not None:
            self._dead = True
            raise InfrastructureFault(f"the answer's files cannot be written: {failure}")

    def construct(self, seed: int) -> None:
        """Seed every generator and make the `Solution` object with its keywords."""
        resources = {name: str(value) for name, value in self._answer.resources.items()}
        # The session sees one GPU only, and that is its first.
        device = "cuda" if self._answer.device.startswith("cuda") else self._answer.device
        request = {"do": "construct", "seed": seed, "device": device, "resources": resources}
        if device == "cuda":
            request["gpu_memory_mb"] = self._limits.gpu_memory_mb
        self._ask(request, "Solution()", self._limits.load_s)

    def call(self, method: str, arguments: Sequence[Plain], *, limit_s: float, discard: bool = False) -> Plain:
        """Call a method; what it returns has crossed the wire and is not validated yet."""
        request = {
            "do": "call",
            "method": method,
            "arguments": list(arguments),
            "discard": discard,
            "cap_bytes": self._limits.answer_mb << 20,
        }
        return self._ask(request, method, limit_s)

    def close(self) -> Usage:
        """Kill whatever is left and tell what was used; a second call tells the same."""
        if self._usage is None:
            self._usage = self._end()
        return self._usage

    def _ask(self, request: dict[str, Plain], what: str, limit_s: float, *, raised: FaultKind = "raised") -> Plain:
        """One request and its reply, `limit_s` and the session's own limit kept."""
        if self._dead:
            raise InfrastructureFault(f"{what}: asked of a session that has ended")
        try:
            with our_fault(f"{what}: the question is too large"):
                message = encode(request, trusted=True)
        except WireError as error:
            raise InfrastructureFault(f"{what}: the question passes what cannot cross: {error}") from error
        left = self._limits.session_s - self._wall_s
        limit = f"the {limit_s:g} s limit" if limit_s <= left else f"the session's {self._limits.session_s:g} s limit"
        began = time.monotonic()
        try:
            self._require_silence(what)
            reply = self._exchange(message, began + min(limit_s, left), what, limit)
            if (fault := self._watch.fault(what)) is not None:
                raise fault
            return self._understand(reply, what, raised)
        except InfrastructureFault:
            self._dead = True
            raise
        except CandidateFault as fault:
            self._dead = self._dead or fault.kind in _FATAL
            raise
        finally:
            self._wall_s += time.monotonic() - began

    def _require_silence(self, what: str) -> None:
        """Nothing may lie on the socket before the question does: it would be taken for the answer."""
        try:
            early = self._socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            early = b""
        self._dead = True
        raise CandidateFault("wire", f"{what}: answered before it was asked") if early else self._died(what)

    def _exchange(self, message: bytes, deadline: float, what: str, limit: str) -> bytearray:
        """Send a request and collect the reply; everything that can go wrong with it is told as a fault."""
        try:
            self._socket.settimeout(max(frames.seconds_left(deadline), 0.001))
            frames.send(self._socket, message, memory_files=True)
            self._socket.settimeout(None)
            return self._collect(deadline, what)
        except TimeoutError:
            raise CandidateFault("timeout", f"{what}: over {limit}") from None
        except (EOFError, ConnectionError):
            raise self._died(what) from None
        except (OSError, MemoryError) as error:
            raise InfrastructureFault(f"{what}: the grader cannot go on: {error or 'out of memory'}") from error
        except frames.FrameTooLargeError as error:
            self._dead = True  # its bytes stand in the way of the next reply
            cap = f"the limit of {self._limits.answer_mb} MiB for an answer"
            raise CandidateFault("wire", f"{what}: answered {error.size >> 20} MiB, over {cap}") from None
        except LogFloodError as error:
            raise CandidateFault("output", f"{what}: printed more than {error.limit >> 20} MiB") from None

    def _collect(self, deadline: float, what: str) -> bytearray:
        """The reply, waited for while the log is read. Raises `TimeoutError` at the deadline."""
        receiver = frames.Receiver((self._limits.answer_mb << 20) + _ENVELOPE_BYTES)
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        poll.register(self._log.descriptor, select.POLLIN)
        while True:
            left = frames.seconds_left(deadline)
            if left == 0.0:
                raise TimeoutError
            for descriptor, _ in poll.poll(left * 1000 + 1):
                if descriptor == self._log.descriptor:
                    if not self._log.read():
                        poll.unregister(self._log.descriptor)
                elif (reply := receiver.feed(self._socket)) is not None:
                    return reply

    def _understand(self, reply: bytearray, what: str, raised: FaultKind) -> Plain:
        """What the session's process says happened: believed as far as it can only hurt the candidate."""
        try:
            value = decode(reply)
        except WireError as reason:
            raise CandidateFault("wire", f"{what}: answered what the wire does not carry: {reason}") from None
        if isinstance(value, dict) and set(value) == {"ok", "advisory"}:
            self._note(value["advisory"])
            return value["ok"]
        error = value.get("error") if isinstance(value, dict) else None
        if not isinstance(error, dict):
            raise CandidateFault("wire", f"{what}: the session's reply makes no sense")
        message = str(error.get("message"))[:2000]
        file, line = _text_or_none(error.get("file")), _int_or_none(error.get("line"))
        match error.get("kind"):
            case "memory":
                raise self._watch.out_of_memory(what)
            case "gpu_memory":
                share = f"used more than its share of {self._limits.gpu_memory_mb} MiB of GPU memory"
                raise CandidateFault("memory", f"{what}: {share}: {message}", file=file, line=line)
            case "wire":
                raise CandidateFault("wire", message)
            case "exit":
                raise CandidateFault("died", f"{what}: {message}", file=file, line=line)
        if raised == "load":
            raise CandidateFault("load", message, file=file, line=line)
        raise CandidateFault("raised", f"{what}: raised {message}", file=file, line=line)

    def _died(self, what: str) -> CandidateFault:
        """The candidate's process hung up: why?"""
        self._dead = True
        poll = select.poll()
        poll.register(self._process.handle, select.POLLIN)
        if not poll.poll(_GRACE_SECONDS * 1000):
            return CandidateFault("died", f"{what}: the process closed its connection to the grader")
        self._ended = ended = self._process.wait()
        if (fault := self._watch.fault(what)) is not None:
            return fault
        if ended.status == OUT_OF_MEMORY_STATUS:
            return self._watch.out_of_memory(what)
        # The kernel's own sampling, by which it kills, and its final count differ a little.
        if ended.status in (-signal.SIGXCPU, -signal.SIGKILL) and ended.cpu_s > 0.9 * self._limits.cpu_s:
            return CandidateFault("timeout", f"{what}: over the limit of {self._limits.cpu_s} s of CPU time")
        if ended.status < 0:
            name = signal.strsignal(-ended.status) or "unknown"
            return CandidateFault("died", f"{what}: the process died with signal {-ended.status} ({name.lower()})")
        return CandidateFault("died", f"{what}: the process ended with exit code {ended.status} before it answered")

    def _note(self, advisory: Plain) -> None:
        """Keep what the process says of itself, as far as it has the form."""
        if not isinstance(advisory, dict):
            return
        peak = advisory.get("gpu_peak_memory_mb")
        if isinstance(peak, float) and 0.0 <= peak < _MOST_GPU_MB:
            self._gpu_peak_mb = max(peak, self._gpu_peak_mb or 0.0)
        layers = advisory.get("torch_layers")
        if isinstance(layers, list):
            names = {name[:60] for name in layers[:100] if isinstance(name, str) and name.isidentifier()}
            self._torch_layers = tuple(sorted(names.union(self._torch_layers)))[:100]

    def _end(self) -> Usage:
        """Kill, and wait until the server has buried it: with all below it, whether or not it has a pid namespace."""
        self._dead = True
        try:
            self._watch.close()
            self._process.kill()
            with contextlib.suppress(InfrastructureFault):
                self._ended = self._ended or self._process.wait()
            if self._ended is None and self._place.scratch is not None:
                _kill_group(self._place.pid)  # the server is gone and had no pid namespace to take all with it
            self._log.drain()
            return Usage(
                wall_s=self._wall_s,
                cpu_s=self._ended.cpu_s if self._ended is not None else 0.0,
                peak_memory_mb=self._watch.peak_mb(),
                log=self._log.text(),
                torch_layers=self._torch_layers,
                gpu_peak_memory_mb=self._gpu_peak_mb,
            )
        finally:
            if self._service is not None:
                self._service.close()
            self._socket.close()
            self._log.close()
            os.close(self._process.handle)
            if self._place.group is not None:
                self._place.group.close()
            if self._place.scratch is not None:
                shutil.rmtree(self._place.scratch, ignore_errors=True)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _text_or_none(value: object) -> str | None:
    return value[:200] if isinstance(value, str) else None


def _int_or_none(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 31 else None
