"""An exam of a text classifier without a sandbox, for the tests of questions 13 to 16 and 30."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from in_process import InProcessExam, failures

from harness.question import Check, CodeQuestion
from reference.classifier.ask import fit
from reference.classifier.contract import classifier_contract
from reference.classifier.data import ClassifierData
from reference.classifier.quality import accuracy_quality


class WordCounts:
    """A right answer where words alone tell: naive Bayes by hand."""

    def __init__(self, *, seed: int, device: str) -> None:
        self.counts: list[Counter[str]] = []

    def fit(self, texts: list[str], labels: list[int]) -> None:
        self.counts = [Counter() for _ in range(max(labels) + 1)]
        for text, label in zip(texts, labels, strict=True):
            self.counts[label].update(self.words(text))

    def predict_proba(self, texts: list[str]) -> Any:
        known = set().union(*self.counts)
        totals = [sum(count.values()) + len(known) for count in self.counts]
        rows = np.zeros((len(texts), len(self.counts)))
        for row, text in enumerate(texts):
            words = [word for word in self.words(text) if word in known]
            for label, (count, total) in enumerate(zip(self.counts, totals, strict=True)):
                rows[row, label] = sum(np.log((count[word] + 1) / total) for word in words)
        rows = np.exp(rows - rows.max(axis=1, keepdims=True, initial=-np.inf))
        return rows / rows.sum(axis=1, keepdims=True)

    def words(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())


def exam_of(data: ClassifierData, answer: Callable[..., Any], checks: Sequence[Check[Any]] = ()) -> InProcessExam[Any]:
    """An exam by the classifiers' contract that asks for `checks`."""
    question = CodeQuestion(
        contract=classifier_contract(fit_s=1), data=lambda _: data, checks=checks, quality=accuracy_quality(), setup=fit
    )
    return InProcessExam(question, data, answer)


def failed(data: ClassifierData, answer: Callable[..., Any], checks: Sequence[Check[Any]]) -> dict[str, str]:
    """The checks that an answer does not pass, with what they say."""
    return failures(exam_of(data, answer, checks))
