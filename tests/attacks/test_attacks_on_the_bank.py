"""A few of the attacks on a question of the real bank: number 8, whose labels are held out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from arena import REPOSITORY, open_arena
from attack_cases import cases

pytestmark = pytest.mark.slow
QUESTION_8 = REPOSITORY / "reference" / "q08_bag_of_words"
CHOSEN = ("gc_objects", "equal_to_everything")


def test_attacks_on_question_8_earn_nothing() -> None:
    chosen = [case for case in cases() if case.title in CHOSEN]
    assert len(chosen) == len(CHOSEN)
    with open_arena("question-8", as_user=False) as arena:
        arena.told["reference"] = str(QUESTION_8 / "solution.py")

        def hand_in(submissions: Path) -> None:
            for name, source in (("right", "solution.py"), ("wrong", "baseline.py")):
                (submissions / name).mkdir()
                shutil.copy(QUESTION_8 / source, submissions / name / "q08.py")
            for case in chosen:
                arena.package(case, submissions / case.title / "q08", fallback=QUESTION_8 / "baseline.py")

        done = arena.grade_all(hand_in, "--question", "8")
        assert done.returncode == 0, done.stdout + done.stderr
        results = {name: arena.question(name) for name in ("right", "wrong", *CHOSEN)}
        assert results["right"]["score"] == 100
        assert {name: result["status"] for name, result in results.items()} == dict.fromkeys(results, "graded")
        wrong = results["wrong"]["score"]
        assert {name: results[name]["score"] for name in CHOSEN if results[name]["score"] > wrong} == {}
        assert [name for name in CHOSEN if "LOOT" in results[name]["log"]] == []
