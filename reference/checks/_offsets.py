"""Offsets that count Unicode code points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from harness.plain import Plain
from harness.question import Check, Exam, expect
from reference.checks._items import Data, InputsOf, Items, ask

PREFIXES = ("🎬👍🏽 ", "Ça, cliche\u0301 déjà vu… ", "中文：你好。 ")
"""Put in front of a text: emoji of two UTF-16 units, accents of two bytes and of two code points, Chinese."""


def spans_of(answer: Plain) -> list[tuple[int, int]]:
    """The spans in an answer: of one dict with `start` and `end`, or of a list of `[start, end, label]`."""
    if isinstance(answer, dict):
        return [(answer["start"], answer["end"])]
    return [(entry[0], entry[1]) for entry in answer]


def unicode_offsets(
    method: str,
    inputs: InputsOf[Data],
    *,
    arguments: Sequence[Plain] = (),
    spans: Callable[[Plain], Sequence[tuple[int, int]]] = spans_of,
    weight: float = 1.0,
    name: str = "unicode_offsets",
) -> Check[Data]:
    """Spans of the last column's texts stand at the same words when emoji, accents or Chinese come before them.

    Only words that are no longer found count. What is found in addition, in the prefix itself for example, is a matter
    of what a model finds, not of how it counts. For the same reason half of the texts may lose words; offsets in bytes,
    tokens or UTF-16 units lose those of nearly all.
    """

    def run(exam: Exam[Data]) -> str:
        items = Items.of(inputs(exam))
        texts: list[str] = items.columns[-1]
        session = exam.fitted()
        plain = _quoted(texts, ask(session, method, items, arguments), spans)
        found = [place for place, words in enumerate(plain) if words]
        expect(
            len(found) * 2 > len(texts),
            f"{method}(...): spans are found in {len(found)} of {len(texts)} texts, such as {texts[0]!r}: too few to "
            "look at their offsets.",
        )
        for prefix in PREFIXES:
            longer = [prefix + text for text in texts]
            asked = f"{method} of texts after {prefix!r}"
            answers = ask(session, method, Items((*items.columns[:-1], longer)), arguments, asked=asked)
            quoted = _quoted(longer, answers, spans)
            missed = [place for place in found if Counter(plain[place]) - Counter(quoted[place])]
            first = missed[0] if missed else 0
            expect(
                len(missed) * 2 <= len(found),
                f"{method}(...), with {prefix!r} put before each text: in {len(missed)} of {len(found)} texts the "
                f"spans miss words that they had without it, such as {quoted[first]!r} in {longer[first]!r} and "
                f"{plain[first]!r} without the prefix. Offsets count Unicode code points, as `text[start:end]` in "
                "Python; not bytes, tokens or UTF-16.",
            )
        return f"{len(found)} texts with spans, behind {len(PREFIXES)} prefixes"

    sentence = f"Offsets of `{method}` count Unicode code points, also behind emoji, accents and Chinese."
    return Check(name, run, sentence, weight)


def _quoted(
    texts: Sequence[str], answers: Plain, spans: Callable[[Plain], Sequence[tuple[int, int]]]
) -> list[list[str]]:
    return [[text[start:end] for start, end in spans(answer)] for text, answer in zip(texts, answers, strict=True)]
