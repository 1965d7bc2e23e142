"""What every metric refuses, whoever asks: the mistakes that otherwise look like results."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from metrics.bleu import bleu, chrf
from metrics.bootstrap import Bootstrap
from metrics.classification import accuracy, class_scores, macro_f1, macro_precision, macro_recall
from metrics.entities import entity_f1, entity_precision, entity_recall
from metrics.error_rates import cer, wer
from metrics.rouge import rouge_1, rouge_2, rouge_l, rouge_lsum
from metrics.squad import exact_match, squad_f1
from metrics.ter import ter

TEXT_METRICS = [bleu, chrf, ter, rouge_1, rouge_2, rouge_l, rouge_lsum, wer, cer, exact_match, squad_f1]
LABEL_METRICS = [accuracy, macro_f1, macro_precision, macro_recall, class_scores]
ENTITY_METRICS = [entity_f1, entity_precision, entity_recall]


def pairs(metric: Callable[..., Any], ours: object, theirs: object) -> dict[str, object]:
    return {"hypotheses" if metric in TEXT_METRICS else "predictions": ours, "references": theirs}


@pytest.mark.parametrize("metric", TEXT_METRICS + LABEL_METRICS + ENTITY_METRICS)
@pytest.mark.parametrize(
    ("ours", "theirs", "error", "message"),
    [
        (["a"], ["a", "b"], ValueError, "lengths differ: 1 .*2 references"),
        (["a", "b"], ["a"], ValueError, "lengths differ"),
        ([], [], ValueError, "no item"),
        ("ab", ["a", "b"], TypeError, "bare string"),
        (["a", "b"], "ab", TypeError, "bare string"),
        ("ab", "ab", TypeError, "bare string"),
        (iter(["a"]), ["a"], TypeError, "list"),
        ({0: "a"}, ["a"], TypeError, "list"),
    ],
)
def test_refuses_what_is_no_list_of_pairs(metric, ours, theirs, error, message) -> None:
    with pytest.raises(error, match=message):
        metric(**pairs(metric, ours, theirs))


@pytest.mark.parametrize("metric", TEXT_METRICS)
@pytest.mark.parametrize("element", [None, 3, b"a"])
def test_a_hypothesis_must_be_text(metric, element) -> None:
    with pytest.raises(TypeError, match=r"hypotheses\[1\] must be a string"):
        metric(hypotheses=["a", element], references=["a", "b"])


@pytest.mark.parametrize("metric", TEXT_METRICS + LABEL_METRICS + ENTITY_METRICS)
def test_the_order_of_arguments_cannot_be_mixed_up(metric) -> None:
    kinds = {parameter.kind for parameter in inspect.signature(metric).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("metric", TEXT_METRICS)
def test_one_item_has_no_interval(metric) -> None:
    score = metric(hypotheses=["a b c"], references=["a b d"])
    assert (score.items, score.ci95, score.standard_error) == (1, None, None)


@pytest.mark.parametrize("metric", TEXT_METRICS)
def test_no_replicates_no_interval(metric) -> None:
    score = metric(hypotheses=["a b c"] * 3, references=["a b d"] * 3, bootstrap=Bootstrap(replicates=0))
    assert score.ci95 is None
    assert score.signature.endswith("|boot:0|seed:0")
