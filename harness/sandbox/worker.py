"""Inside a session: loads the answer, constructs `Solution`, calls its methods, sends back what they return.

All of it runs beside the candidate's code, which may patch any of it: nothing said here is a verdict.
"""

from __future__ import annotations

import errno
import importlib
import mmap
import os
import random
import site
import socket
import sys
import sysconfig
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import torch

from harness.plain import Plain
from harness.sandbox.frames import receive, send
from harness.sandbox.inspection import advisory, complaints_about
from harness.sandbox.plainify import NotPlainError, plainify
from harness.sandbox.wire import WireError, decode, encode

BALLAST_BYTES = 4 << 20
"""Address space kept to be freed when memory runs out, so that there is room to say so.

Never written to: it counts against the session's limit all the same, and costs no page fault.
"""
MESSAGE_CHARACTERS = 2000


def serve(sock: socket.socket, threads: int) -> NoReturn:
    """Answer the grader's requests until it hangs up."""
    torch.set_num_threads(threads)
    worker = Worker()
    ballast = mmap.mmap(-1, BALLAST_BYTES, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    while True:
        try:
            request = receive(sock)
        except (EOFError, OSError):
            os._exit(0)
        try:
            reply = worker.reply(request)
        except MemoryError:
            ballast.close()
            reply = encode({"error": {"kind": "memory", "message": "MemoryError", "file": None, "line": None}})
        _flush()
        send(sock, reply)


class Worker:
    """The answer of one session: its module and its object, and what is done with them when asked."""

    def __init__(self) -> None:
        self.folder = Path.cwd() / "answer"
        self.module: Any = None
        self.solution: Any = None

    def reply(self, request: bytes | mmap.mmap) -> bytes:
        """The encoded reply to one request."""
        order = decode(memoryview(request), trusted=True)
        operations: dict[str, Callable[..., Plain]] = {
            "place": self.write,
            "load": self.load,
            "construct": self.construct,
            "call": self.call,
        }
        operation = operations[order.pop("do")]
        try:
            answer = operation(**order)
            return encode({"ok": answer, "advisory": advisory(self.solution)})
        except MemoryError:
            return self._error("memory", "MemoryError", None)
        except (NotPlainError, WireError) as error:
            return self._error("wire", str(error), None)
        except SystemExit as error:
            return self._error("exit", f"called exit({_text(error.code)[:40]})", error)
        except torch.OutOfMemoryError as error:
            return self._error("gpu_memory", _text(error), error)
        except BaseException as error:
            description = describe(error)
            kind = "memory" if "can't allocate memory" in description else "raised"
            return self._error(kind, description, error)

    def write(self, files: dict[str, bytes]) -> Plain:
        """Write the answer's files; what the host has no room for is returned, to be told as the host's fault."""
        try:
            for name, content in files.items():
                path = self.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENFILE):
                return str(error)
            raise
        return None

    def load(self, module: str, methods: dict[str, list[str]], keywords: list[str]) -> Plain:
        """Import the answer's module, and hold it against the contract."""
        _only_installed_modules()
        sys.path.append(str(self.folder))  # last: a candidate's torch.py replaces no library
        self.module = importlib.import_module(module)
        solution = getattr(self.module, "Solution", None)
        complaints = complaints_about(solution, methods, keywords, self.place)
        return {"has_solution": isinstance(solution, type), "complaints": complaints}

    def construct(self, seed: int, device: str, resources: dict[str, str], gpu_memory_mb: int = 0) -> Plain:
        """Seed every generator and make the object; on a GPU, with a share of its memory."""
        if gpu_memory_mb:
            total = torch.cuda.get_device_properties(0).total_memory
            torch.cuda.set_per_process_memory_fraction(min(1.0, (gpu_memory_mb << 20) / total))
            torch.cuda.manual_seed_all(seed)
        random.seed(seed)
        np.random.seed(seed % 2**32)
        torch.default_generator.manual_seed(seed)  # `torch.manual_seed` looks through every kind of device, for 2 ms
        self.solution = self.module.Solution(seed=seed, device=device, **resources)

    def call(self, method: str, arguments: list[Plain], discard: bool, cap_bytes: int) -> Plain:
        """Call a method; arrays become tensors of the candidate's own."""
        answer = getattr(self.solution, method)(*[_given(argument) for argument in arguments])
        return None if discard else plainify(answer, f"{method}()", cap_bytes)

    def place(self, file: str | None, line: int | None) -> tuple[str | None, int | None]:
        """A file of the answer by its own name; (None, None) for any other."""
        try:
            return str(Path(file or "").resolve().relative_to(self.folder.resolve())), line
        except (ValueError, OSError):
            return None, None

    def _error(self, kind: str, message: str, error: BaseException | None) -> bytes:
        file, line = (None, None) if error is None else self._innermost(error)
        if error is not None:
            error.__traceback__ = None  # its frames hold whatever filled the memory
        return encode({"error": {"kind": kind, "message": message[:MESSAGE_CHARACTERS], "file": file, "line": line}})

    def _innermost(self, error: BaseException) -> tuple[str | None, int | None]:
        """The innermost place in the candidate's own files; for a syntax error, where it stands."""
        if isinstance(error, SyntaxError):
            file, line = self.place(error.filename, error.lineno)
            if file is not None:
                return file, line
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file, line = self.place(frame.filename, frame.lineno)
            if file is not None:
                return file, line
        return None, None


def _only_installed_modules() -> None:
    """Only the standard library and installed packages can be imported, nothing by way of a source checkout."""
    paths = sysconfig.get_paths()
    installed = [paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"], *site.getsitepackages()]
    installed += [f"{paths['stdlib']}/lib-dynload", f"{paths['platstdlib']}/lib-dynload"]
    sys.path[:] = [entry for entry in sys.path if entry in installed]
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if "editable" not in getattr(finder, "__module__", type(finder).__module__)
    ]


def _given(value: Plain) -> Any:
    """Arrays as CPU tensors with memory of their own, so that a candidate may change them in place."""
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value.copy())
    if isinstance(value, list):
        return [_given(item) for item in value]
    if isinstance(value, dict):
        return {key: _given(item) for key, item in value.items()}
    return value


def describe(error: BaseException) -> str:
    """An exception as its kind and message."""
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    text = _text(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _text(value: object) -> str:
    """Any object as text that can be sent, whatever its own methods do."""
    try:
        text = value if isinstance(value, str) else str(value)
        return text.encode("utf-8", "replace").decode("utf-8")
    except BaseException:
        return "(its text cannot be read)"


def _flush() -> None:
    """What was printed should be in the log before the answer is."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the candidate may have put anything there
            continue
