"""A board as big as the bank: names of every kind, void and unanswered questions, many tries, an unsafe run."""

from __future__ import annotations

from harness.grading.result import Environment, QualityResult, QuestionResult

QUESTIONS = 30
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
FORMULA = '=HYPERLINK("http://evil.example")'


def standings() -> list[tuple[str, list[QuestionResult]]]:
    names = [HOSTILE, "李雷", "a-very-long-name-" * 8, "ada", FORMULA, "韩梅梅", "no-answers"]
    board = [(name, [_result(place, number) for number in range(1, QUESTIONS + 1)]) for place, name in enumerate(names)]
    return [*board[:-1], (names[-1], [])]


def _result(place: int, number: int) -> QuestionResult:
    state = (place * 7 + number * 5) % 23
    fields = {"id": number, "slug": f"s{number}", "title": f"Question {number} 的标题 <b>{number}</b>"}
    if state == 0:
        return QuestionResult(**fields, status="void", score=None)
    if state == 1:
        return QuestionResult(**fields, status="not_answered", score=0.0)
    share = (place * 11 + number * 17) % 41 / 40
    value = 0.5 + 0.4 * share
    correctness = 60.0 * ((place + 1) * (number + 3) % 7) / 6
    return QuestionResult(
        **fields,
        status="graded",
        score=correctness + 40.0 * share,
        correctness=correctness,
        quality=QualityResult(
            metric="accuracy",
            value=value,
            baseline=0.5,
            reference=0.9,
            higher_is_better=True,
            ci95=(value - 0.1, value + 0.1),
            share=share,
            items=100,
            signature="accuracy|v:1",
        ),
        tries=1 + state % 4,
        environment=_environment(unsafe=place == 3),
    )


def _environment(*, unsafe: bool) -> Environment:
    return Environment(
        harness="0.1.0",
        git_revision=None,
        versions={},
        device="cpu",
        device_name="Some Processor",
        cpu_capability="AVX2",
        threads=1,
        dtype="float32",
        batch_size="all items of a call",
        seed=0,
        profile="embedded",
        sandbox_layers={},
        degraded=[],
        platform="Linux",
        unsafe=unsafe,
    )
