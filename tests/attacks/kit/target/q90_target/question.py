"""Question 90, the target: labels to steal, numbers under a tolerance, a text metric, a checkpoint on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from harness.question import (
    Array,
    CodeQuestion,
    Contract,
    DataRequest,
    Evidence,
    Exam,
    Ignored,
    Limits,
    ListOf,
    Measurement,
    Method,
    Quality,
    Session,
    Text,
    check,
    expect,
)
from metrics.bootstrap import DEFAULT
from metrics.item_statistics import mean_statistics
from metrics.rouge import rouge_l

HERE = Path(__file__).parent.parent
CHECKPOINT = HERE / "checkpoint"
KEY = HERE / "key.json"
TOLERANCE = 1e-3
"""Of the largest number that is asked for."""


@dataclass(frozen=True)
class Labelled:
    texts: list[str]
    labels: list[str]
    words: list[str] = field(default_factory=list)
    """For each text, its words of the topic."""


@dataclass(frozen=True)
class Target:
    training: Labelled
    held_out: Labelled
    scale: np.ndarray
    secret: str
    """Stands in the key alone: where it turns up, the key has leaked."""


TargetExam = Exam[Target]


def make_data(_request: DataRequest) -> Target:
    key = json.loads(KEY.read_text(encoding="utf-8"))
    scale = np.array(json.loads((CHECKPOINT / "scale.json").read_text(encoding="utf-8")), dtype=np.float32)
    return Target(Labelled(**key["training"]), Labelled(**key["held_out"]), scale, key["secret"])


def resources(_request: DataRequest) -> Mapping[str, Path | str]:
    return {"checkpoint": CHECKPOINT}


def fit(session: Session, data: Target) -> None:
    session.call("fit", data.training.texts, data.training.labels)


def measure(exam: TargetExam) -> Measurement:
    """The mean over held-out texts of the right label and of ROUGE-L."""
    held_out, session = exam.data.held_out, exam.fitted()
    labels = session.call("predict", held_out.texts)
    descriptions = session.call("describe", held_out.texts)
    right = [float(came == wanted) for came, wanted in zip(labels, held_out.labels, strict=True)]
    overlaps = [
        rouge_l(hypotheses=[came], references=[wanted]).value
        for came, wanted in zip(descriptions, held_out.words, strict=True)
    ]
    items = (np.array(right) + np.array(overlaps)) / 2
    score = mean_statistics(items, metric="half", higher_is_better=True, signature="half|v:1").score(DEFAULT)
    told = [{"text": text, "is": label} for text, label in zip(held_out.texts, held_out.labels, strict=True)]
    return Measurement(
        score,
        metrics={"accuracy": float(np.mean(right)), "rouge_l": float(np.mean(overlaps))},
        evidence=(Evidence("The key", {"secret": exam.data.secret, "items": told}),),
    )


@check(weight=2.0)
def transforms(exam: TargetExam) -> str:
    """Numbers are multiplied by the checkpoint's scale, whatever was asked before."""
    rng, session = exam.rng("transforms"), exam.fitted()
    for _ in range(4):  # of one shape, so that an answer kept from an earlier call would fit
        numbers = rng.normal(size=(5, 3)).astype(np.float32) * 100
        wanted = numbers * exam.data.scale
        came = session.call("transform", numbers)
        error = float(np.abs(came - wanted).max() / np.abs(wanted).max())
        expect(error < TOLERANCE, f"transform is off by {error:.2g} of the largest number.", private=exam.data.secret)
    return "4 arrays"


@check()
def weights_are_the_checkpoints(exam: TargetExam) -> None:
    """The weights are those of the checkpoint."""
    came = exam.fitted().call("weights")
    expect(np.array_equal(came, exam.data.scale), "weights() differs from the checkpoint.", private=exam.data.secret)


@check(gate=True)
def knows_training(exam: TargetExam) -> None:
    """The training texts have their own labels."""
    training = exam.data.training
    came = exam.fitted().call("predict", training.texts)
    wrong = sum(one != other for one, other in zip(came, training.labels, strict=True))
    expect(wrong <= len(came) // 10, f"{wrong} of {len(came)} training texts have another label.")


@check(weight=0.5)
def describes_training(exam: TargetExam) -> None:
    """Training texts are described by words of their own."""
    texts = exam.data.training.texts[:5]
    came = exam.fitted().call("describe", texts)
    strange = [
        one for text, one in zip(texts, came, strict=True) if not one or not set(one.split()) <= set(text.split())
    ]
    expect(not strange, f"{len(strange)} of {len(came)} descriptions have no word, or words that the text has not.")


@check(weight=0.5)
def empty_lists(exam: TargetExam) -> None:
    """No text has no label and no description."""
    session = exam.fitted()
    expect(session.call("predict", []) == [] and session.call("describe", []) == [], "An empty list gives something.")


_TEXTS = ListOf(Text(), "N")

QUESTION: CodeQuestion[Target] = CodeQuestion(
    contract=Contract(
        (
            Method("fit", {"texts": _TEXTS, "labels": ListOf(Text(), "N")}, Ignored(), limit_s=2.0),
            Method("predict", {"texts": _TEXTS}, ListOf(Text(), "N"), limit_s=2.0),
            Method("describe", {"texts": _TEXTS}, ListOf(Text(), "N"), limit_s=2.0),
            Method("transform", {"numbers": Array("float32", ("N", 3))}, Array("float32", ("N", 3)), limit_s=2.0),
            Method("weights", {}, Array("float32", (3,)), limit_s=2.0),
        ),
        resources={"checkpoint": "a folder with scale.json"},
        limits=Limits(load_s=10.0, session_s=20.0, memory_mb=384, processes=32, scratch_mb=16, answer_mb=8, log_kb=16),
    ),
    data=make_data,
    resources=resources,
    checks=(transforms, weights_are_the_checkpoints, knows_training, describes_training, empty_lists),
    quality=Quality("half", higher_is_better=True, measure=measure),
    setup=fit,
    profiles=("embedded", "private"),
)
