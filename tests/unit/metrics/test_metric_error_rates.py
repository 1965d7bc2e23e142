"""Word and character error rates against jiwer."""

from __future__ import annotations

import jiwer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bootstrap import Bootstrap
from metrics.error_rates import cer, wer

SAID = st.lists(st.sampled_from(["zero", "one", "two", "今天", "天气"]), min_size=1, max_size=8).map(" ".join)
HEARD = st.lists(st.sampled_from(["zero", "one", "two", "tow", "今", "天气"]), max_size=8).map(" ".join)


@given(st.lists(st.tuples(HEARD, SAID), min_size=1, max_size=6))
def test_equal_to_jiwer(pairs: list[tuple[str, str]]) -> None:
    hypotheses, references = [one for one, _ in pairs], [other for _, other in pairs]
    arguments = {"hypotheses": hypotheses, "references": references, "bootstrap": Bootstrap(0)}
    assert wer(**arguments).value == pytest.approx(jiwer.wer(references, hypotheses))
    assert cer(**arguments).value == pytest.approx(jiwer.cer(references, hypotheses))


@pytest.mark.parametrize(
    ("heard", "said", "words", "characters"),
    [
        ("one two", "one two", 0, 0),
        ("one", "one two", 1 / 2, 4 / 7),
        ("one two three", "one two", 1 / 2, 6 / 7),
        ("", "one two", 1, 1),
        ("今天天汽", "今天天气", 1, 1 / 4),  # one word without spaces: only CER sees that it is nearly right
        (" one  two\t", "one two", 0, 1 / 7),
        ("a b c d", "a", 3, 6),
    ],
)
def test_by_hand(heard, said, words, characters) -> None:
    assert wer(hypotheses=[heard], references=[said]).value == pytest.approx(words)
    assert cer(hypotheses=[heard], references=[said]).value == pytest.approx(characters)


def test_edits_are_pooled_over_items() -> None:
    score = wer(hypotheses=["a", "a b c d x"], references=["b", "a b c d e"])
    assert score.value == pytest.approx(2 / 6)
    assert not score.higher_is_better


@pytest.mark.parametrize("metric", [wer, cer])
def test_nothing_said_is_undefined(metric) -> None:
    with pytest.raises(ValueError, match="undefined"):
        metric(hypotheses=["one"], references=[" "])
