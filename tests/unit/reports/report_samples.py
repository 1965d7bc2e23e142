"""A result that has everything in it: hostile text, Chinese, void, cached, unreadable, unanswered."""

from __future__ import annotations

import math

import numpy as np

from harness.grading.result import (
    CheckResult,
    CheckStatus,
    CostResult,
    Environment,
    EvidenceResult,
    QualityResult,
    QuestionResult,
    Result,
    SubmissionInfo,
)

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [click](javascript:alert(1)) ![x](http://evil.example/p) "
    "http://evil.example www.evil.example me@evil.example @maintainers #12 GH-7 | a | b | ``` `code` **bold** $x$ "
    "::error file=x::forged :::warning::x ##[set-output name=a]b \x1b[31mred\x1b]0;title\x07 \u202egnp.exe \x00 \ud800 "
    "{{ 7*7 }} {% raw %}"
)
NAME = 'mallory</td><b>"&\u202e'


def environment(*, seed: int = 0, unsafe: bool = False, degraded: tuple[str, ...] = ()) -> Environment:
    return Environment(
        harness="0.1.0",
        git_revision="0123abcd",
        versions={"torch": "2.13.0", "python": "3.11.2"},
        device="cpu",
        device_name="Some Processor | with a pipe",
        cpu_capability="AVX2",
        threads=1,
        dtype="float32",
        batch_size="all items of a call",
        seed=seed,
        profile="embedded",
        sandbox_layers={"namespaces": "user, mount, pid, net", "seccomp": "on", "landlock": "not on this kernel"},
        degraded=list(degraded),
        platform="Linux",
        unsafe=unsafe,
    )


def check(
    name: str, status: CheckStatus = "passed", *, message: str = "", weight: float = 1.0, gate: bool = False
) -> CheckResult:
    placed = status == "error"
    return CheckResult(
        name=name,
        status=status,
        weight=weight,
        gate=gate,
        sentence=f"The answer keeps to {name}.",
        message=message,
        file="q07/model.py" if placed else None,
        line=12 if placed else None,
        private="HELD-OUT ITEM: the cat" if status == "failed" else "",
    )


def quality(
    value: float | None, ci95: tuple[float, float] | None, *, share: float, higher_is_better: bool = True
) -> QualityResult:
    return QualityResult(
        metric="accuracy" if higher_is_better else "perplexity",
        value=value,
        baseline=0.5 if higher_is_better else 40.0,
        reference=0.9 if higher_is_better else 20.0,
        higher_is_better=higher_is_better,
        ci95=ci95,
        share=share,
        items=400,
        signature="accuracy|v:1",
    )


def good() -> QuestionResult:
    return QuestionResult(
        id=7,
        slug="language_model",
        title="语言模型：预测下一个词 (a language model)",
        status="graded",
        score=93.0,
        correctness=58.0,
        quality=quality(22.5, (21.0, 24.0), share=0.875, higher_is_better=False),
        checks=[check("loads", weight=0.0), check("causal", gate=True), check("规范化", "skipped", message="not run")],
        metrics={"bits per token": 4.4923, "accuracy": 0.31},
        cost=CostResult(
            wall_s=12.5,
            peak_memory_mb=512.0,
            wall_ratio=1.83,
            memory_ratio=1.02,
            sessions=3,
            torch_layers=["LSTM", "Linear"],
        ),
        environment=environment(),
        tries=2,
        answer_hash="ab" * 32,
        evidence=[
            EvidenceResult(title="Loss curve", data=[3.1, 2.5, 2.2], public=True),
            EvidenceResult(
                title="Held-out items", data={"item": "HELD-OUT ITEM: the dog", "p": np.float32(0.5)}, public=False
            ),
        ],
        log="epoch 1: loss 3.1\nepoch 2: loss 2.5\n",
    )


def hostile() -> QuestionResult:
    return QuestionResult(
        id=8,
        slug="bag_of_words",
        title="Bag of words | with <markup> in its title",
        status="graded",
        score=20.0,
        correctness=45.0,
        quality=quality(0.51, (0.45, 0.57), share=0.025),
        checks=[
            check("same_twice"),
            check("rows_sum_to_one", "failed", message=HOSTILE, gate=True),
            check("empty_list", "error", message="ValueError: a line\n````\n# second line\n" + HOSTILE),
        ],
        metrics={"loss": math.nan, "f1": 0.4},
        cost=CostResult(wall_s=3.2, peak_memory_mb=200.0, sessions=1),
        environment=environment(),
        notes=["Capped at 20: the quality is not above the baseline's.", "A note: " + HOSTILE],
        log="\x1b[2J" + HOSTILE + "\n" + "line\n" * 200,
        tries=5,
    )


def result() -> Result:
    questions = [
        QuestionResult(
            id=1,
            slug="principles",
            title="Principles",
            status="graded",
            score=88.0,
            correctness=50.0,
            quality=QualityResult(
                metric="coverage",
                value=0.95,
                baseline=0.0,
                reference=1.0,
                higher_is_better=True,
                ci95=None,
                share=0.95,
                items=7,
                signature="rubric|v:1",
            ),
            checks=[check("length")],
            cached=True,
            environment=environment(seed=3),
            tries=1,
        ),
        QuestionResult(
            id=2, slug="attention", title="Attention", status="not_answered", score=0.0, problems=["q02.md: " + HOSTILE]
        ),
        QuestionResult(id=3, slug="positions", title="Positions", status="not_answered", score=0.0),
        good(),
        hostile(),
        QuestionResult(
            id=9,
            slug="n_grams",
            title="A title so long that no narrow terminal has the room to show the whole of it",
            status="void",
            score=None,
            checks=[check("causal", "void", message="could not be run through a fault of the grader")],
            notes=["Nothing is counted: the grader itself failed here."],
            faults=["Traceback (most recent call last):\n  HELD-OUT ITEM: the fish"],
        ),
    ]
    scores = [question.score for question in questions if question.score is not None]
    return Result(
        schema_version=1,
        submission=SubmissionInfo(name=NAME, source="submissions/" + NAME),
        audience="interviewer",
        score=sum(scores) / len(scores),
        complete=False,
        questions=questions,
        problems=["notes.txt: belongs to no question", HOSTILE],
        environment=environment(unsafe=True, degraded=("no Landlock: writes are kept in by mounts alone",)),
        created="2026-01-02T03:04:05+00:00",
        wall_s=61.2,
    )
