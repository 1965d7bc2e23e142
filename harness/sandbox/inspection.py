"""Holds a loaded `Solution` against the contract's names and parameters, to explain before anything fails."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import torch

Place = Callable[[str | None, int | None], tuple[str | None, int | None]]
Complaint = dict[str, Any]


def complaints_about(
    solution: object, methods: dict[str, list[str]], keywords: list[str], place: Place
) -> list[Complaint]:
    """What the contract asks and `solution` does not have, as message, file and line; runs none of its methods."""
    listed = ", ".join(methods)
    if solution is None:
        return [_complaint(f"there is no class Solution with the methods {listed}")]
    if not isinstance(solution, type):
        return [_complaint(f"Solution is no class but a {type(solution).__name__}")]
    complaints = []
    make = inspect.getattr_static(solution, "__init__")
    constructor: str | None = "it defines no __init__"
    if make is not object.__init__ or inspect.getattr_static(solution, "__new__") is not object.__new__:
        constructor = _mismatch(make, [], ["seed", "device", *keywords])
    if constructor is not None:
        wanted = ", ".join(["*", "seed", "device", *keywords])
        complaints.append(_complaint(f"Solution's constructor must take ({wanted}): {constructor}", make, place))
    for name, parameters in methods.items():
        method = getattr(solution, name, None)
        if not callable(method):
            complaints.append(_complaint(f"Solution has no method {name}({', '.join(parameters)})", solution, place))
            continue
        mismatch = _mismatch(inspect.getattr_static(solution, name), parameters, [])
        if mismatch is not None:
            complaints.append(_complaint(f"{name} must take ({', '.join(parameters)}): {mismatch}", method, place))
    return complaints


def advisory(solution: object) -> dict[str, Any]:
    """What only the session's own process knows of itself, for the reports: no verdict may rest on it."""
    used = torch.cuda.is_initialized()  # type: ignore[no-untyped-call]
    peak_mb = torch.cuda.max_memory_allocated() / 2**20 if used else None
    return {"torch_layers": _torch_layers(solution), "gpu_peak_memory_mb": peak_mb}


def _torch_layers(solution: object) -> list[str]:
    """The names of the torch.nn classes among the modules that an object holds."""
    held = list(getattr(solution, "__dict__", {}).values())
    held += [item for value in held if isinstance(value, list | tuple) for item in value]
    held += [item for value in held if isinstance(value, dict) for item in value.values()]
    kinds = {type(part) for item in [solution, *held] if isinstance(item, torch.nn.Module) for part in item.modules()}
    return sorted(kind.__name__ for kind in kinds if kind.__module__.startswith("torch.nn."))[:100]


def _mismatch(function: object, positional: list[str], keywords: list[str]) -> str | None:
    """Why a call with these arguments cannot bind; None where it can, or where nothing can be known."""
    bound = not isinstance(function, staticmethod)
    if isinstance(function, staticmethod | classmethod):
        function = function.__func__
    if not callable(function):
        return None
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(*([None] * (len(positional) + bound)), **dict.fromkeys(keywords))
    except TypeError as error:
        return str(error)
    return None


def _complaint(message: str, about: object = None, place: Place | None = None) -> Complaint:
    file, line = None, None
    if about is not None and place is not None:
        try:
            code = getattr(inspect.unwrap(about), "__code__", None)  # type: ignore[arg-type]
            if code is not None:
                file, line = place(code.co_filename, code.co_firstlineno)
            else:
                file, line = place(inspect.getsourcefile(about), inspect.getsourcelines(about)[1])  # type: ignore[arg-type]
        except (TypeError, OSError):
            pass
    return {"message": message, "file": file, "line": line}
