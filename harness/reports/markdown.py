"""`report.md`: the whole result for people, question by question, what failed first."""

from __future__ import annotations

import msgspec

from harness.codec import plain_data
from harness.grading.result import CheckResult, Environment, EvidenceResult, QuestionResult, Result
from harness.reports import wording
from harness.reports.escape import code_block, code_span, prose, said
from harness.reports.intervals import HOW, mean_interval, question_interval, scored

_EVIDENCE_LINES = 30
_LOG_LINES = 60
_STATUS = {"passed": "passed", "failed": "FAILED", "error": "ERROR", "skipped": "skipped", "void": "void"}


def report_md(result: Result) -> str:
    """The report in GitHub's Markdown; what the candidate wrote stands in it as code or escaped."""
    parts = [*_header(result), *_table(result)]
    for question in result.questions:
        parts += _question(question)
    parts += _environment(result)
    parts += ["", HOW]
    return "\n".join(parts).strip("\n") + "\n"


def _header(result: Result) -> list[str]:
    score = f"**Score {wording.points(result.score)} of 100**" if result.score is not None else "**No score**"
    between = wording.interval(mean_interval(scored(result.questions)))
    found = [
        f"# Grading report: {code_span(result.submission.name)}",
        "",
        score + (f" (95 % interval {between})" if between else "") + f": {wording.counts(result)}.",
        "",
    ]
    found += warnings(result)
    if result.problems:
        found += ["Problems with the submission:", ""]
        found += [f"- {prose(problem)}" for problem in result.problems]
        found += [""]
    found += [
        f"Graded {prose(result.created)} from {code_span(result.submission.source)} in {result.wall_s:.0f} s; "
        f"for the {result.audience}.",
        "",
    ]
    return found


def warnings(result: Result) -> list[str]:
    """Lines for what makes the numbers less than they should be: void, unsafe, degraded."""
    found = []
    if not result.complete:
        found.append(
            "> **Incomplete:** a question is void because the grader failed. Run it again; what is graded is kept."
        )
    if result.environment is not None and result.environment.unsafe:
        found.append(
            "> **Unsafe:** graded with `--unsafe-sandbox`: answers ran without a protection that grading asks for."
        )
    if result.environment is not None:
        found += [f"> **Degraded:** {prose(sentence)}" for sentence in result.environment.degraded]
    return [line for warning in found for line in (warning, "")]


def _table(result: Result) -> list[str]:
    rows = [
        "| # | Question | Score | Correctness (60) | Quality | Baseline … reference | Checks | Cost |",
        "|--:|:--|--:|--:|:--|:--|--:|:--|",
    ]
    for question in result.questions:
        state = wording.state(question)
        cells = [
            str(question.id),
            prose(question.title, 80) + (f" ({state})" if state else ""),
            wording.points(question.score),
            wording.points(question.correctness),
            prose(wording.quality(question.quality)),
            wording.scale(question.quality),
            wording.checks(question.checks),
            wording.cost_ratio(question.cost),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _question(question: QuestionResult) -> list[str]:
    found = ["", f"## {question.id}. {prose(question.title, 120)}", ""]
    if question.status == "not_answered":
        found.append("Answered, but not readable: 0 points." if question.problems else "Not answered: 0 points.")
    elif question.status == "void":
        found.append("**Void: the grader failed here, not the answer. Nothing is counted.**")
    else:
        between = wording.interval(question_interval(question))
        found.append(
            f"**{wording.points(question.score)} points**"
            + (f" (95 % interval {between})" if between else "")
            + f": correctness {wording.points(question.correctness)} of 60, {_quality(question)}."
        )
    if question.cached:
        found += ["", "Taken from the cache: the same answer was graded before under the same conditions."]
    found += _sentences([*question.problems, *question.notes])
    if question.checks:
        found += ["", f"Checks: {wording.checks(question.checks)} passed.", ""]
        found += _checks(question.checks)
    if question.metrics:
        values = "; ".join(f"{prose(name)} {wording.number(value)}" for name, value in sorted(question.metrics.items()))
        found += ["", f"Further metrics: {values}."]
    cost = wording.cost(question.cost)
    facts = [f"Cost: {cost}."] * (cost != wording.NONE)
    if question.cost is not None and question.cost.torch_layers:
        facts.append(f"Layers of torch.nn that it held: {', '.join(map(prose, question.cost.torch_layers))}.")
    facts += [f"Different answers graded so far: {question.tries}."] * (question.tries > 0)
    if facts:
        found += ["", " ".join(facts)]
    for evidence in question.evidence:
        found += _evidence(evidence)
    if question.log.strip():
        found += ["", "The end of what the answer printed:", "", *code_block(_tail(question.log), most=_LOG_LINES)]
    for fault in question.faults:
        found += ["", "What failed in the grader:", "", *code_block(fault, most=_LOG_LINES)]
    return found


def _quality(question: QuestionResult) -> str:
    quality = question.quality
    if quality is None:
        return "no quality"
    if quality.value is None:
        return f"{prose(quality.metric)} not measured (0 of 40 points)"
    direction = "higher" if quality.higher_is_better else "lower"
    return (
        f"{prose(wording.quality(quality))} between baseline and reference {wording.scale(quality)} "
        f"({direction} is better, {quality.items} items, {quality.share:.0%} of 40 points)"
    )


def _checks(checks: list[CheckResult]) -> list[str]:
    """What failed first; checks that were skipped for one reason stand together."""
    ordered = wording.failed_first(checks)
    skipped: dict[str, list[CheckResult]] = {}
    for check in ordered:
        if check.status == "skipped":
            skipped.setdefault(check.message, []).append(check)
    found = []
    for check in ordered:
        alike = skipped.get(check.message, []) if check.status == "skipped" else [check]
        if len(alike) == 1:
            found += _check(check)
        elif check is alike[0]:
            names = ", ".join(f"{prose(other.name)}" for other in alike)
            found += [
                f"- **skipped** {len(alike)} checks ({names}):",
                *(f"  {line}" for line in said(check.message)),
                "",
            ]
    return found


def _check(check: CheckResult) -> list[str]:
    marks = [f"weight {check.weight:g}"] if check.weight else []
    marks += ["gate"] if check.gate else []
    place = ""
    if check.file is not None:
        place = f" at {code_span(check.file + (f':{check.line}' if check.line else ''))}"
    head = f"- **{_STATUS[check.status]}** {prose(check.name)}" + (f" ({', '.join(marks)})" if marks else "")
    found = [f"{head}{place}: {prose(check.sentence)}"]
    for text in (check.message, check.private):
        if text.strip():
            found += ["", *(f"  {line}" for line in said(text))]
    if len(found) > 1:
        found.append("")
    return found


def _sentences(sentences: list[str]) -> list[str]:
    found = []
    for sentence in sentences:
        found += ["", *(code_block(sentence) if "\n" in sentence.strip() else [prose(sentence)])]
    return found


def _evidence(evidence: EvidenceResult) -> list[str]:
    plain = plain_data(evidence.data)
    text = plain if isinstance(plain, str) else msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()
    hidden = "" if evidence.public else " (not for the candidate)"
    return ["", f"{prose(evidence.title)}{hidden}:", "", *code_block(text, most=_EVIDENCE_LINES)]


def _tail(log: str) -> str:
    return "\n".join(log.rstrip("\n").splitlines()[-_LOG_LINES:])


def _environment(result: Result) -> list[str]:
    environment = result.environment
    if environment is None:
        return []
    facts = [
        f"harness {environment.harness}" + (f", revision {environment.git_revision}" * bool(environment.git_revision)),
        _listed(environment.versions),
        f"{environment.device} ({environment.device_name}, {environment.cpu_capability}), {environment.threads} "
        f"thread(s), {environment.dtype}, {environment.platform}",
        f"profile {environment.profile}, seed {environment.seed}, batch size: {environment.batch_size}",
    ]
    found = ["", "## Environment", "", *(f"- {prose(fact)}" for fact in facts)]
    if environment.sandbox_layers:
        found += ["", "| Sandbox layer | State |", "|:--|:--|"]
        found += [f"| {prose(name)} | {prose(state)} |" for name, state in sorted(environment.sandbox_layers.items())]
    else:
        found += ["", "No sandbox was needed: nothing had to be run."]
    return found + _other_environments(result.questions, environment)


def _other_environments(questions: list[QuestionResult], of_run: Environment) -> list[str]:
    """A cached result may come from elsewhere: what differs, once for all questions that share it."""
    sharing: dict[str, list[str]] = {}
    ours = msgspec.structs.asdict(of_run)
    for question in questions:
        if question.environment is not None and question.environment != of_run:
            theirs = msgspec.structs.asdict(question.environment)
            differing = [f"{name} {_listed(theirs[name])}" for name in theirs if theirs[name] != ours[name]]
            sharing.setdefault("; ".join(differing), []).append(str(question.id))
    found = []
    for differing_facts, numbers in sharing.items():
        found += ["", f"Graded earlier, otherwise than above: question {', '.join(numbers)}: {prose(differing_facts)}."]
    return found


def _listed(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {item}" for name, item in sorted(value.items())) or "none"
    return ", ".join(value) or "none" if isinstance(value, list) else str(value)
