"""Whatever text a candidate hands in, the text metrics give a number, soon."""

from __future__ import annotations

import math
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bleu import bleu, chrf
from metrics.bootstrap import Bootstrap
from metrics.error_rates import cer, wer
from metrics.rouge import rouge_1, rouge_2, rouge_l, rouge_lsum
from metrics.squad import exact_match, squad_f1
from metrics.ter import ter
from metrics.tokens import nfkc

METRICS = [bleu, chrf, ter, rouge_1, rouge_2, rouge_l, rouge_lsum, wer, cer, exact_match, squad_f1]
REFERENCE = "今天天气很好。The cat sat on the mat.\n第二行"
ANY_TEXT = st.text(st.characters(codec=None) | st.characters(categories=["Cs"]), max_size=40)
MILLION = 1_000_000
HOSTILE = {
    "empty": "",
    "blank": " \t\n\u3000",
    "lone surrogate": "\ud800今天\udfff",
    "NUL": "\0" * 50 + "今天",
    "right to left": "\u202e今天\u202c",
    "joined emoji": "👩‍👩‍👧‍👦" * 50,
    "one letter": "a" * MILLION,
    "Chinese": "".join(random.Random(0).choices("今天气很好去公园", k=MILLION)),
    "words": "the cat " * (MILLION // 8),
    "lines": "a\n" * (MILLION // 2),
    "marks that have to be sorted": "\u0300\u0316" * (MILLION // 2),
    "a mark that is two": "\u0f73" * MILLION,
    "one character that becomes eighteen": "\ufdfa" * MILLION,
    "punctuation": "。" * MILLION,
}


@pytest.mark.parametrize("metric", METRICS)
@given(text=ANY_TEXT)
def test_any_text_scores(metric, text) -> None:
    score = metric(hypotheses=[text], references=[REFERENCE], bootstrap=Bootstrap(0))
    assert math.isfinite(score.value)
    assert score.value >= 0


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_neither_raise_nor_hang(metric, name) -> None:
    score = metric(hypotheses=[HOSTILE[name], "今天"], references=[REFERENCE, "今天"])
    assert math.isfinite(score.value)


@given(st.text(st.sampled_from("e\u0301\u0316\u0300か\u3099ｶﾞ①ﬁ가ᄀ\u1161Å"), max_size=25))
def test_normalization_is_unicodes(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)


def test_long_runs_of_marks_are_cut() -> None:
    assert nfkc("a" + "\u0316" * 31) == "a" + "\u0316" * 30 + "\u034f\u0316"
