"""`SECURITY.md` names every attack of the list, what stops it, and the folder that holds it; nothing is left out."""

from __future__ import annotations

import re

import pytest
from arena import REPOSITORY
from attack_cases import HERE, attacks

LINES = 36
UNTESTED = {"32", "33", "34"}
"""They need a GPU."""
TABLE = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def test_the_table_and_the_folders_agree() -> None:
    told = {
        (line, what, layers, re.sub(r"`tests/attacks/(\w+)/`", r"\1", test))
        for line, what, layers, test in ROW.findall(TABLE)
    }
    held = {(attack.line, attack.what, attack.layers, attack.name) for attack in attacks()}
    assert held <= told
    assert {line for line, *_ in told - held} == UNTESTED


def test_every_line_of_the_list_is_there() -> None:
    assert sorted({int(line) for line, *_ in ROW.findall(TABLE)}) == list(range(1, LINES + 1))


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_a_folder_declares_all_that_it_holds(attack) -> None:  # type: ignore[no-untyped-def]
    assert (HERE / attack.test).is_file()
    assert {path.stem for path in attack.folder.glob("answer*.py")} == {case.name for case in attack.cases}
    for case in attack.cases:
        assert case.told, case.title
        assert case.source.read_text(encoding="utf-8").startswith('"""'), case.title
        assert re.match(r"wins \w+$|leaks$|breaks$|poisons$|touches$|connects$|stays$|none: ", case.naive), case.title
