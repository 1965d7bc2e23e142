"""How the text of the small GPT-2 is cut and split."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reference.models import gpt2_text


@dataclass(frozen=True)
class Sentence:
    id: str
    text: str


@pytest.fixture
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    editorials = [
        Sentence(f"{article}_{line}", f"Line {line} of {article}.") for article in range(200) for line in range(4)
    ]
    reviews = [Sentence(str(number), f"Film  {number} is ''good''.") for number in range(400)] + [
        Sentence("400", "Film 7 is ''good''.")
    ]
    monkeypatch.setattr(
        gpt2_text.rated_sentences, "load", lambda name: {"editorials": editorials, "movie_reviews": reviews}[name]
    )


@pytest.mark.usefixtures("sentences")
class TestTexts:
    def test_parts_share_nothing_and_leave_nothing_out(self) -> None:
        train, held_out = gpt2_text.texts("train"), gpt2_text.texts("held_out")
        assert not set(train) & set(held_out)
        assert len(train) + len(held_out) == 200 * 2 + 401
        assert 0.01 < len(held_out) / len(train) < 0.1

    def test_an_editorial_falls_into_one_part_as_a_whole(self) -> None:
        articles = [
            {text.split(" of ")[1].split(".")[0] for text in gpt2_text.texts(part) if text.startswith("Line")}
            for part in ("train", "held_out")
        ]
        assert not articles[0] & articles[1]

    def test_paragraphs_are_three_sentences_in_a_row_and_text_is_tidy(self) -> None:
        both = [*gpt2_text.texts("train"), *gpt2_text.texts("held_out")]
        assert "Line 0 of 5. Line 1 of 5. Line 2 of 5." in both
        assert "Line 3 of 5." in both
        assert 'Film 8 is "good".' in both
