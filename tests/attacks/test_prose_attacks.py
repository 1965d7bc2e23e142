"""Prose that speaks to its grader, and answers handed in over and over: nothing is run, and the real command grades."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from arena import REPOSITORY, open_arena
from attack_cases import HERE

pytestmark = pytest.mark.slow
INJECTIONS = HERE / "prompt_injection"
REFERENCE = REPOSITORY / "reference" / "q01_principles" / "solution.en.md"


def invisible(text: str) -> str:
    """The text in tag characters, which nobody sees and some models read."""
    return "".join(chr(0xE0000 + ord(character)) if ord(character) < 128 else character for character in text)


def test_words_to_the_grader_earn_nothing() -> None:
    right, wrong = REFERENCE.read_text(encoding="utf-8"), (INJECTIONS / "wrong.md").read_text(encoding="utf-8")
    order = (INJECTIONS / "ignore_rubric.md").read_text(encoding="utf-8")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in INJECTIONS.glob("*.md") if path.stem != "wrong"}
    texts["invisible"] = f"{wrong}\n\n{invisible(right)}\n{invisible(order)}"
    texts["after_wrong"] = f"{wrong}\n\n{order}"
    with open_arena("prose", as_user=False) as arena:

        def hand_in(submissions: Path) -> None:
            for name, text in {**texts, "right": right, "wrong": wrong, "right_again": right + "\n"}.items():
                (submissions / name).mkdir()
                (submissions / name / "q01.md").write_text(text, encoding="utf-8")

        done = arena.grade_all(hand_in, "--question", "1")
        assert done.returncode == 0, done.stdout + done.stderr
        scores = {name: arena.question(name)["score"] for name in [*texts, "right", "wrong", "right_again"]}
        assert scores["right"] == scores["right_again"] >= 90
        assert {name: score for name, score in scores.items() if name in texts and score > scores["wrong"]} == {}
        for name in ("ignore_rubric", "fake_output", "delimiters", "thought_process", "after_wrong"):
            assert any("person" in note for note in arena.question(name)["notes"]), name


def test_every_result_tells_how_often_was_tried() -> None:
    with open_arena("tries", as_user=False) as arena:
        tries = []
        for attempt in range(3):
            answer = arena.folder / "mallory" / "q01.md"
            answer.parent.mkdir(exist_ok=True)
            answer.write_text(f"Attempt {attempt}: it is made of parts.\n", encoding="utf-8")
            out = arena.folder / "out"
            words = ("--question", "1", "--store", arena.told["store"], "--out", out)
            assert arena.harness("grade", answer.parent, *words).returncode == 0
            tries.append(json.loads((out / "result.json").read_text())["questions"][0]["tries"])
            assert f"Different answers graded so far: {attempt + 1}" in (out / "report.md").read_text(encoding="utf-8")
        assert tries == [1, 2, 3]
