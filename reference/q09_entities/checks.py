"""The checks of question 9, on made-up sentences."""

from __future__ import annotations

from collections.abc import Sequence

from harness.question import Check, check, expect
from reference.checks import empty_list, same_in_any_batch, same_twice, seed_repeats, unicode_offsets
from reference.data.entities import Entity, EntityText, Label
from reference.q09_entities import founders
from reference.q09_entities.ask import EntityExam, fit_on, predict, small_fit
from reference.q09_entities.data import EntityData

# Words of names that no training name has: neither are they listed, nor do they end as the invented ones do.
PERSONS = ("Bill Gates", "Tobiah Quist", "K. Plessnik", "Siobhan Adeyemi", "Yevgenia Trask", "Desmond Hrabal")
ORGANISATIONS = (
    "Microsoft",
    "Quimbrel Motors",
    "Fenderly & Sons",
    "University of Thrackle",
    "QXJ",
    "Zephyrine Systems",
)
TOWNS = ("Seattle", "North Thrackle", "Kirkwall", "Ulverstoke", "Timbuktu", "Port Quimbrel")
NEUTRAL = ("Ombrek", "Tulvash", "Dreskot", "Fandelip", "Zorrick", "Quimbrel")
"""Words that might name anything."""

# Shares of names. Reference and alternatives find 0.90 to 1.00 of unseen names, 0.84 to 0.99 of words that only the
# context tells and 0.78 to 1.00 of names beside signs (seeds 0 to 3, both sizes of training); a tagger that ignores
# the context 0.21 of the second.
UNSEEN_FOUND = CONTEXT_FOUND = BESIDE_FOUND = 0.6
APART_RIGHT = 0.75
"""The share of lists whose names stay apart: all of those of the reference, a third where neighbours are merged."""
SLIPS = 1
"""Texts without names in which one may be found."""

NAMELESS = (
    "It took 12 minutes to repair the clock.",
    "On Monday the English class starts at 9 o'clock.",
    "The Committee will meet again in 3 days.",
    "I bought 6 eggs and a loaf of bread.",
    "Nobody told the nurse about the letter.",
    "Please close the kitchen before you leave!",
    "🎉 Breakfast is served until 10. 👍🏽",
    "",
    "   ",
    "12, 13; 14 …",
)
ODD = (
    "",
    " ",
    "\n\t",
    "Gates",
    "bill gates founded microsoft in seattle.",
    "BILL GATES FOUNDED MICROSOFT IN SEATTLE.",
    "  Bill Gates  founded\tMicrosoft \n in   Seattle  . ",
    "Bill Gates\u00a0founded Microsoft\u3000in Seattle.",
    "比尔·盖茨在西雅图创立了微软。",
    "👩‍👩‍👧Bill👍🏽Gates🇧🇷🇯🇵",
    "Zoe\u0308 Müller-Łukasz founded Café Noir & Co. in São Paulo.",
    "…—“”'\"()[]{}<>|\\/@#$%^&*",
    "a\u200db \ufeffSeattle\u0301",
    "Bill Gates founded Microsoft in Seattle. " * 30,
)


def made_up() -> list[EntityText]:
    """Each sentence about founders three times, with names that no training text has."""
    return [
        founders.fill(
            template,
            {"PER": PERSONS[(at + turn) % 6], "ORG": ORGANISATIONS[(at + 2 * turn) % 6], "LOC": TOWNS[(at + turn) % 6]},
        )
        for turn in range(3)
        for at, template in enumerate(founders.TEMPLATES)
    ]


def _public(exam: EntityExam) -> list[str]:
    texts = exam.data.training.texts
    drawn = exam.rng("training texts").choice(len(texts), 12, replace=False).tolist()
    return [*(row.text for row in made_up()), *NAMELESS[:2], "", *(texts[index] for index in drawn)]


def _with_names(_exam: EntityExam) -> list[str]:
    return [row.text for row in made_up()]


@check(weight=3.0)
def the_example(exam: EntityExam) -> None:
    """In "Bill Gates founded Microsoft in Seattle." a person, an organisation and a place are found."""
    row = founders.fill(founders.TEMPLATES[0], {"PER": PERSONS[0], "ORG": ORGANISATIONS[0], "LOC": TOWNS[0]})
    (came,) = predict(exam.fitted(), [row.text])
    expect(
        sorted(came) == sorted(row.entities),
        f"predict([{row.text!r}]) gives {_shown(row.text, came)}, and {_shown(row.text, row.entities)} was expected.",
    )


@check()
def spans_are_clean(exam: EntityExam) -> str:
    """Each span lies inside its text, is not empty, has no white space at its edges and overlaps with no other."""
    texts = [*ODD, *NAMELESS, *_with_names(exam)]
    spans = 0
    for text, names in zip(texts, predict(exam.fitted(), texts), strict=True):
        before: Entity | None = None
        for name in sorted(names):
            start, end, _ = name
            asked = f"predict([{text[:90]!r}]) holds {list(name)!r}"
            expect(
                0 <= start < end <= len(text),
                f"{asked}, and the text has {len(text)} characters: 0 <= start < end <= {len(text)} must hold.",
            )
            part = text[start:end]
            expect(
                part == part.strip(), f"{asked}, which is {part!r}: a span neither begins nor ends with white space."
            )
            expect(
                before is None or before.end <= start,
                f"{asked} and {list(before or ())!r}: two spans of a text must not overlap.",
            )
            before = name
            spans += 1
    return f"{spans} spans in {len(texts)} texts"


@check(weight=2.0)
def right_beside_names(exam: EntityExam) -> str:
    """Emoji, brackets and Chinese right beside a name belong to no name, and move its offsets by their code points."""
    sides = (("🏆", ""), ("", "🔥"), ("（", "）"), ("《", "》"), ("🏆", "🔥"), ("#", ""))
    rows = [
        founders.fill(template, {"PER": PERSONS[at % 6], "ORG": ORGANISATIONS[at % 6], "LOC": TOWNS[at % 6]}, *beside)
        for beside in sides
        for at, template in enumerate(founders.TEMPLATES[:3])
    ]
    return _expect_found(
        exam,
        rows,
        BESIDE_FOUND,
        "Signs may stand right beside a name, without a blank: they are no part of it, and each counts as many offsets "
        "as it has code points.",
    )


@check(weight=4.0)
def unseen_names(exam: EntityExam) -> str:
    """Names of which training had no word are found, whole and with their label."""
    return _expect_found(
        exam,
        made_up(),
        UNSEEN_FOUND,
        "Sentences of these patterns are among the training texts, with other names: a tagger must go by the words "
        "around a name and by how names are built, not by a list of names.",
    )


@check(weight=3.0)
def context_decides(exam: EntityExam) -> str:
    """One and the same unseen word is a person, an organisation or a place, as the words around it tell."""
    rows = [
        founders.fill(
            template,
            {"PER": NEUTRAL[turn % 6], "ORG": NEUTRAL[(turn + 2) % 6], "LOC": NEUTRAL[(turn + 4) % 6]},
        )
        for template in founders.TEMPLATES
        for turn in range(6)
    ]
    return _expect_found(
        exam, rows, CONTEXT_FOUND, "Each word stands in all three places, so that only the words around it can tell."
    )


@check(weight=2.0)
def no_names(exam: EntityExam) -> str:
    """A text without names has no entities: neither weekdays nor languages nor first words are names."""
    came = predict(exam.fitted(), NAMELESS)
    wrong = [(text, names) for text, names in zip(NAMELESS, came, strict=True) if names]
    text, names = wrong[0] if wrong else ("", [])
    expect(
        len(wrong) <= SLIPS,
        f"predict([{text!r}]) gives {_shown(text, names)}, and [] was expected: nobody and nothing is named. Names are "
        f"found in {len(wrong)} of {len(NAMELESS)} such texts, and {SLIPS} is forgiven. One training text in ten names "
        "nothing.",
    )
    return f"names in {len(wrong)} of {len(NAMELESS)} texts without any"


@check(weight=3.0)
def neighbours_stay_apart(exam: EntityExam) -> str:
    """Names that stand side by side remain names of their own."""
    rng = exam.rng("neighbours")
    people = ("Alva", "Brix", "Corin", "Dunja", "Elko", "Fenna", "Gerrit", "Hedda", "Ilse", "Joris", "Kaja", "Lubo")
    stops = (
        "Ambry",
        "Barlow",
        "Cotes",
        "Denby",
        "Egham",
        "Frome",
        "Garth",
        "Hythe",
        "Ilford",
        "Jarrow",
        "Keld",
        "Luss",
    )

    def row(count: int, pattern: int) -> EntityText:
        names: list[tuple[str, Label]] = [(name, "PER") for name in rng.choice(people, count, replace=False).tolist()]
        towns: list[tuple[str, Label]] = [(name, "LOC") for name in rng.choice(stops, count, replace=False).tolist()]
        if pattern == 0:
            return _side_by_side("Present today: ", names)
        if pattern == 1:
            return _side_by_side("The bus stops at ", towns)
        return _side_by_side("Seen yesterday: ", [*names[:1], *towns[:1]])

    training = [row(1 + at % 4, at % 3) for at in range(240)]
    asked = [row(2 + at % 3, at % 3) for at in range(24)]
    with exam.session(fit_on(training)) as session:
        came = predict(session, [row.text for row in asked])
    wrong = [(row, names) for row, names in zip(asked, came, strict=True) if sorted(names) != sorted(row.entities)]
    first, names = wrong[0] if wrong else (asked[0], came[0])
    expect(
        len(asked) - len(wrong) >= APART_RIGHT * len(asked),
        f"After fit on 240 texts like {training[6].text!r}, in which each word of a list is a name of its own, "
        f"predict([{first.text!r}]) gives {_shown(first.text, names)}, and {_shown(first.text, first.entities)} was "
        f"expected (wrong in {len(wrong)} of {len(asked)} texts). A name begins anew where training says so, also "
        "right after another one of its label: B- tags are for that.",
    )
    return f"{len(asked) - len(wrong)} of {len(asked)} lists right"


def _side_by_side(opening: str, names: Sequence[tuple[str, Label]]) -> EntityText:
    text, entities = opening, []
    for name, label in names:
        entities.append(Entity(len(text), len(text) + len(name), label))
        text += f"{name} "
    return EntityText(f"{text[:-1]}.", tuple(entities))


def _expect_found(exam: EntityExam, rows: Sequence[EntityText], share: float, why: str) -> str:
    """Fail the check unless that share of the names is found, with the right span and label."""
    came = predict(exam.fitted(), [row.text for row in rows])
    found = sum(len(set(names) & set(row.entities)) for row, names in zip(rows, came, strict=True))
    named = sum(len(row.entities) for row in rows)
    worst, answer = max(zip(rows, came, strict=True), key=lambda pair: len(set(pair[0].entities) ^ set(pair[1])))
    said = (
        f"{found} of {named} names are found, such as {_shown(worst.text, answer)} in {worst.text!r}, where "
        f"{_shown(worst.text, worst.entities)} was expected; at least {share:.0%} of the names are wanted. {why}"
    )
    expect(found >= share * named, said)
    return f"{found} of {named} names"


def _shown(text: str, names: Sequence[Entity]) -> str:
    """Names as a message shows them: [0, 10, 'PER'] ('Bill Gates')."""
    if not names:
        return "[]"
    return ", ".join(f"{list(name)!r} ({text[name.start : name.end]!r})" for name in names)


CHECKS: tuple[Check[EntityData], ...] = (
    the_example,
    spans_are_clean,
    unicode_offsets("predict", _with_names, weight=2.0),
    right_beside_names,
    unseen_names,
    context_decides,
    no_names,
    neighbours_stay_apart,
    same_in_any_batch("predict", _public),
    same_twice("predict", _public),
    empty_list("predict"),
    seed_repeats(small_fit, "predict", _public),
)
