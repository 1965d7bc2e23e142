"""ROUGE against rouge-score, and where Chinese needs more than it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score import rouge_scorer
from rouge_score.rouge_scorer import lcs_ind

from metrics.bootstrap import Bootstrap
from metrics.rouge import KINDS, rouge_1, rouge_2, rouge_l, rouge_lsum, rouge_statistics
from metrics.subsequence import covered_positions
from metrics.tokens import words

NAMES = dict(zip(KINDS, ("rouge1", "rouge2", "rougeL", "rougeLsum"), strict=True))
TEXT = st.lists(st.sampled_from(["a", "b", "c", "The", "cat's", "x-9", "\n", ".", "\n\n", "!?"]), max_size=25).map(
    " ".join
)
METRICS = [rouge_1, rouge_2, rouge_l, rouge_lsum]


class OurWords:
    """Our tokenizer, as rouge-score asks for one."""

    def tokenize(self, text: str) -> list[str]:
        return words(text)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_equal_to_rouge_score_on_ascii(pairs: list[tuple[str, str]]) -> None:
    scorer = rouge_scorer.RougeScorer(list(NAMES.values()))
    peers = [scorer.score(target=reference, prediction=hypothesis) for hypothesis, reference in pairs]
    ours = rouge_statistics(*KINDS, hypotheses=[one for one, _ in pairs], references=[other for _, other in pairs])
    for kind, statistics in zip(KINDS, ours, strict=True):
        expected = sum(peer[NAMES[kind]].fmeasure for peer in peers) / len(peers)
        assert statistics.value() == pytest.approx(expected, abs=1e-12), kind


@given(
    st.text(st.sampled_from("今天天气很好去公园GPU ab，。\n１２"), max_size=30),
    st.text(st.sampled_from("今天好公园GPU b，\n1"), max_size=30),
)
def test_equal_to_rouge_score_with_our_words(hypothesis: str, reference: str) -> None:
    peer = rouge_scorer.RougeScorer(list(NAMES.values()), tokenizer=OurWords()).score(reference, hypothesis)
    ours = rouge_statistics(*KINDS, hypotheses=[hypothesis], references=[reference])
    for kind, statistics in zip(KINDS, ours, strict=True):
        assert statistics.value() == pytest.approx(peer[NAMES[kind]].fmeasure, abs=1e-12), kind


@given(st.text("abcd", max_size=40), st.text("abcde", max_size=40))
def test_the_subsequence_is_rouge_scores(reference: str, hypothesis: str) -> None:
    assert covered_positions(reference, hypothesis)[::-1] == lcs_ind(reference, hypothesis)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    "text", ["今天天气很好，我们去公园。", "GPU显存 8GB", "안녕하세요 세계", "東京タワー", "the cat sat"]
)
def test_identical_texts_score_exactly_1(metric, text) -> None:
    score = metric(hypotheses=[text] * 3, references=[text] * 3)
    assert (score.value, score.ci95) == (1.0, (1.0, 1.0))


@pytest.mark.parametrize(
    ("hypothesis", "reference", "expected"),
    [
        ("今天天气很好", "今天天气不错", (4 / 6, 3 / 5, 4 / 6, 4 / 6)),
        ("公园今天", "今天公园", (1, 2 / 3, 1 / 2, 1 / 2)),
        ("ＢＥＲＴ模型", "bert模型", (1, 1, 1, 1)),  # full-width letters
        ("BERT模型", "BERT 模型。", (1, 1, 1, 1)),
        ("GPT2", "GPT 2", (0, 0, 0, 0)),
        ("好", "好", (1, 0, 1, 1)),  # one word has no pair
        ("", "好", (0, 0, 0, 0)),
        ("。", "！", (0, 0, 0, 0)),
    ],
)
def test_chinese_by_hand(hypothesis, reference, expected) -> None:
    values = [metric(hypotheses=[hypothesis], references=[reference]).value for metric in METRICS]
    assert values == pytest.approx(expected)


def test_lines_are_covered_together() -> None:
    """Lin (2004), 3.2: the first line covers w1 w2, the second w1 w3 w5, together four of the reference's five."""
    score = rouge_lsum(hypotheses=["w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5"], references=["w1 w2 w3 w4 w5"])
    recall, precision = 4 / 5, 4 / 10
    assert score.value == pytest.approx(2 * precision * recall / (precision + recall))


@pytest.mark.parametrize("metric", METRICS)
@given(one=TEXT, other=TEXT)
def test_one_share_each_way(metric, one, other) -> None:
    """An F-measure does not ask which of the two is the reference, except where lines are covered."""
    value = metric(hypotheses=[one], references=[other], bootstrap=Bootstrap(0)).value
    assert 0 <= value <= 1
    if metric is not rouge_lsum:
        assert value == metric(hypotheses=[other], references=[one], bootstrap=Bootstrap(0)).value
