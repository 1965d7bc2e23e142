"""An exam of a text classifier without a sandbox, for the tests of questions 13 to 16 and 30."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from harness.question import CandidateFault, Check, CheckFailed, Contract
from reference.classifier.contract import classifier_contract
from reference.classifier.data import ClassifierData


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


class InProcess:
    """A session without a sandbox."""

    def __init__(self, solution: Any, contract: Contract, seed: int) -> None:
        self.solution, self.contract, self.seed = solution, contract, seed

    def call(self, name: str, *arguments: Any) -> Any:
        method = self.contract.method(name)
        dims: dict[str, int] = {}
        for spec, argument in zip(method.parameters.values(), arguments, strict=True):
            spec.bind(argument, dims)
        try:
            answer = getattr(self.solution, name)(*arguments)
        except Exception as error:
            raise CandidateFault("raised", repr(error)) from error
        return method.returns.validate(None if answer is None else np.asarray(answer), f"{name}()", dims)


class InProcessExam:
    """An exam of one answer; the main session is trained when it is first asked for."""

    def __init__(self, data: Any, answer: Callable[..., Any], seed: int = 0) -> None:
        self.data, self.answer, self.seed = data, answer, seed
        self.contract = classifier_contract(fit_s=1)
        self.kept: dict[str, Any] = {}

    def open(self, seed: int | None) -> InProcess:
        seed = self.seed if seed is None else seed
        return InProcess(self.answer(seed=seed, device="cpu"), self.contract, seed)

    def fitted(self) -> InProcess:
        def make() -> InProcess:
            session = self.open(None)
            session.call("fit", [row.text for row in self.data.train], [row.label for row in self.data.train])
            return session

        return self.memo("fitted", make)  # type: ignore[no-any-return]

    @contextmanager
    def session(self, setup: Any = None, *, seed: int | None = None) -> Iterator[InProcess]:
        session = self.open(seed)
        if setup is not None:
            setup(session)
        yield session

    def rng(self, purpose: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *purpose.encode()])

    def memo(self, key: str, make: Any) -> Any:
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


def failed(data: ClassifierData, answer: Callable[..., Any], checks: Sequence[Check[Any]]) -> dict[str, str]:
    """The checks that an answer does not pass, with what they say."""
    exam, messages = InProcessExam(data, answer), {}
    for check in checks:
        try:
            check.run(exam)  # type: ignore[arg-type]
        except (CheckFailed, CandidateFault) as fault:
            messages[check.name] = fault.message
    return messages
