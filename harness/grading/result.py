"""The result of a grading run: one documented, versioned JSON, from which every report is made."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SCHEMA_VERSION = 1

CheckStatus = Literal["passed", "failed", "error", "skipped", "void"]
QuestionStatus = Literal["graded", "not_answered", "void"]


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one check came to.

    `failed`: the answer is wrong. `error`: the candidate's code raised, died, timed out, ran out of memory or
    broke the wire's rules. `skipped`: a check it depends on did not pass. `void`: our fault, not counted.
    """

    name: str
    status: CheckStatus
    weight: float
    gate: bool
    sentence: str
    message: str = ""
    file: str | None = None
    line: int | None = None
    private: str = ""
    """More for the interviewer; empty in a candidate's result."""


class QualityResult(msgspec.Struct, frozen=True, kw_only=True):
    """The headline metric between the baseline's and the reference's value.

    `share` is `(value - baseline) / (reference - baseline)` clipped to 0..1, and 0 where a gate failed;
    it is worth 40 points.
    """

    metric: str
    value: float | None
    baseline: float
    reference: float
    higher_is_better: bool
    ci95: tuple[float, float] | None
    share: float
    items: int
    signature: str


class CostResult(msgspec.Struct, frozen=True, kw_only=True):
    """What the answer cost: seconds and peak resident MiB of its sessions, and their ratio to the reference's.

    The ratios are None until the reference has been measured on this machine. `gpu_peak_memory_mb` and the torch.nn
    classes in `torch_layers` are read inside the candidate's process: advisory.
    """

    wall_s: float
    peak_memory_mb: float
    wall_ratio: float | None = None
    memory_ratio: float | None = None
    sessions: int = 0
    gpu_peak_memory_mb: float | None = None
    torch_layers: list[str] = []


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a number depends on beside the answer."""

    harness: str
    git_revision: str | None
    versions: dict[str, str]
    device: str
    device_name: str
    cpu_capability: str
    threads: int
    dtype: str
    batch_size: str
    seed: int
    profile: str
    sandbox_layers: dict[str, str]
    degraded: list[str]
    platform: str
    unsafe: bool = False
    """`--unsafe-sandbox` was given: the answers ran without a protection that grading asks for."""


class EvidenceResult(msgspec.Struct, frozen=True, kw_only=True):
    """Data behind a number, for the reports; what is not public is left out of a candidate's result."""

    title: str
    data: Any
    public: bool


class QuestionResult(msgspec.Struct, frozen=True, kw_only=True):
    """One question's outcome. `score` (0..100) is None when the status is `void`.

    `correctness` is worth up to 60 points, `quality` up to 40; `notes` say in sentences what capped or changed
    the score.
    """

    id: int
    slug: str
    title: str
    status: QuestionStatus
    score: float | None
    correctness: float | None = None
    quality: QualityResult | None = None
    checks: list[CheckResult] = []
    metrics: dict[str, float] = {}
    cost: CostResult | None = None
    environment: Environment | None = None
    cached: bool = False
    notes: list[str] = []
    problems: list[str] = []
    evidence: list[EvidenceResult] = []
    log: str = ""
    """The end of what the answer printed."""
    answer_hash: str | None = None
    tries: int = 0
    """How many different answers this submission has had graded for this question, this one included."""
    faults: list[str] = []
    """What failed on our side, with tracebacks: for the interviewer; empty in a candidate's result."""


class SubmissionInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Whose result it is and where it came from."""

    name: str
    source: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A submission's result: `score` is the mean over the questions asked that are not void."""

    schema_version: int
    submission: SubmissionInfo
    audience: Literal["candidate", "interviewer"]
    score: float | None
    complete: bool
    """False where a question is void: the run should be repeated."""
    questions: list[QuestionResult]
    problems: list[str] = []
    """What is wrong with the submission as a whole."""
    environment: Environment | None = None
    created: str
    """UTC, ISO 8601."""
    wall_s: float = 0.0
