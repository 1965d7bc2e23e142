from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.text import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("q07.py", "q07.py"),
        ("答案 é 😀", "答案 é 😀"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eyp.exe", "\\u202eyp.exe"),
        ("a\u200bb", "a\\u200bb"),
        ("\udcff", "\\udcff"),
        ("\x7f\x85", "\\x7f\\x85"),
        ("x\u2028y", "x\\u2028y"),
    ],
)
def test_what_deceives_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_name_keeps_its_ends() -> None:
    assert printable("a" * 500 + "z", 11) == "aaaaa…aaaaz"


@given(st.text(), st.integers(3, 200))
def test_the_result_is_printable_and_short(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit
    assert shown.replace("\u3000", "").isprintable()
    assert shown.encode("utf-8").decode("utf-8") == shown
