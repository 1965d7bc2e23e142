"""Signatures: library, version and options of a score as one line, so that only equals are compared."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version


def signature(metric: str, library: str, **options: str | int | float | bool) -> str:
    """For example `bleu|lib:sacrebleu-2.6.0|tok:zh|eff:yes`, options in the order given.

    `library` is the distribution that does the work: a new version of it makes another signature.
    """
    words = {True: "yes", False: "no"}
    parts = [f"{name}:{words[value] if isinstance(value, bool) else value}" for name, value in options.items()]
    return "|".join([metric, f"lib:{library}-{_version(library)}", *parts])


@cache
def _version(library: str) -> str:
    return version(library)
