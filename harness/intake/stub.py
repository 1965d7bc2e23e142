"""The mark of a stub that `harness new` wrote and nobody has begun to fill in."""

from __future__ import annotations

import re

MARKER = "harness: untouched stub - delete this line when you begin"
NOT_WRITTEN = "not written yet"

_METHOD = re.compile(r"    def (?!__init__)\w+\(self")


def is_untouched(module: str) -> bool:
    """Does the module carry the marker line, with no method of `Solution` written yet?

    Who writes a method and forgets to delete the line has begun all the same.
    """
    lines = module.splitlines()
    if not any(line.strip() == f"# {MARKER}" for line in lines):
        return False
    methods = sum(1 for line in lines if _METHOD.match(line))
    return sum(1 for line in lines if NOT_WRITTEN in line) >= methods
