"""English sentences and their Chinese translations, made by a grammar: questions 10, 18, 24, 28 (see `en_zh.md`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import numpy as np

from reference.data.drawing import choose
from reference.data.en_zh_words import (
    ADJECTIVES,
    DAILY,
    DETERMINERS,
    MODALS,
    OFFICE,
    TIMES,
    Noun,
    Subject,
    Tense,
    Verb,
    Vocabulary,
)
from reference.data.parts import Parts

Domain = Literal["daily", "office"]
Mood = Literal["statement", "negation", "question", "where", "who"]

HELD_OUT = 0.2
"""The share of pairs of verb and noun that stand in held-out sentences only."""

_OFFICE_WEIGHT = 3
"""How often a word of the office is drawn for one of every day."""

_TENSES: tuple[Tense, ...] = ("present", "past", "progressive", "future")
_MOODS: tuple[Mood, ...] = ("statement", "negation", "question", "where", "who")
_MOOD_SHARES = (0.45, 0.25, 0.15, 0.08, 0.07)


@dataclass(frozen=True, slots=True)
class Pair:
    """An English sentence and its translation; `verb` and `noun` are in English."""

    source: str
    target: str
    verb: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    subject: Subject
    verb: Verb
    tense: Tense
    mood: Mood
    modal: tuple[str, str, str] | None
    object_en: str
    object_zh: str
    place: tuple[str, str] | None
    time: tuple[str, str] | None
    time_first: bool


def make(seed: int, train: int, held_out: int, domain: Domain = "daily") -> Parts[Pair]:
    """Distinct pairs for training and held-out ones; another seed makes others.

    Sentences of the office have a word or a modal verb each that those of every day lack: what a checkpoint learned
    from the latter does not translate them.
    """
    return Parts(_draw(seed, "train", train, domain), _draw(seed, "held_out", held_out, domain))


def is_held_out(verb: str, noun: str) -> bool:
    """Whether a verb and its object, both in English, never stand together in training: whatever the seed."""
    digest = hashlib.sha256(f"{verb}/{noun}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < HELD_OUT * 2**64


def _draw(seed: int, part: str, count: int, domain: Domain) -> tuple[Pair, ...]:
    rng = np.random.default_rng([seed, 10, part == "held_out", domain == "office"])
    kept: dict[str, Pair] = {}
    while len(kept) < count:
        verb, noun = _verb_and_noun(rng, domain)
        if is_held_out(verb.base, noun.en) == (part == "held_out"):
            pair = _pair(rng, verb, noun, domain)
            if domain == "daily" or _is_office(pair):
                kept.setdefault(pair.source, pair)
    return tuple(kept.values())


def _vocabulary(domain: Domain) -> Vocabulary:
    if domain == "daily":
        return DAILY
    return Vocabulary(
        subjects=DAILY.subjects + _OFFICE_WEIGHT * OFFICE.subjects,
        verbs=DAILY.verbs + _OFFICE_WEIGHT * OFFICE.verbs,
        nouns=DAILY.nouns + _OFFICE_WEIGHT * OFFICE.nouns,
        places=DAILY.places + _OFFICE_WEIGHT * OFFICE.places,
    )


def _is_office(pair: Pair) -> bool:
    words = [*(subject.zh for subject in OFFICE.subjects), *(noun.zh for noun in OFFICE.nouns)]
    words += [*(verb.zh for verb in OFFICE.verbs), *(zh for _, zh in OFFICE.places), *(zh for *_, zh in MODALS)]
    return any(word in pair.target for word in words)


def _verb_and_noun(rng: np.random.Generator, domain: Domain) -> tuple[Verb, Noun]:
    vocabulary = _vocabulary(domain)
    verb = choose(rng, vocabulary.verbs)
    return verb, choose(rng, [noun for noun in vocabulary.nouns if noun.kind in verb.objects])


def _pair(rng: np.random.Generator, verb: Verb, noun: Noun, domain: Domain) -> Pair:
    vocabulary = _vocabulary(domain)
    tense: Tense = "present" if verb.state else choose(rng, _TENSES)
    mood = _MOODS[int(rng.choice(len(_MOODS), p=_MOOD_SHARES))]
    modal = None
    if domain == "office" and tense == "present" and not verb.state and mood in ("statement", "negation"):
        modal = choose(rng, MODALS) if mood == "statement" else MODALS[0]
    object_en, object_zh = _object(rng, noun)
    needs_time = verb.past == verb.base
    """Without a time nobody could tell "they read" today from "they read" yesterday."""
    clause = _Clause(
        subject=Subject("who", "谁") if mood == "who" else choose(rng, vocabulary.subjects),
        verb=verb,
        tense=tense,
        mood=mood,
        modal=modal,
        object_en=object_en,
        object_zh=object_zh,
        place=choose(rng, vocabulary.places) if mood != "where" and not verb.state and rng.random() < 0.5 else None,
        time=choose(rng, TIMES[tense]) if modal is None and (needs_time or rng.random() < 0.6) else None,
        time_first=bool(rng.random() < 0.5) and mood in ("statement", "negation"),
    )
    return Pair(_english(clause), _chinese(clause), verb.base, noun.en)


def _object(rng: np.random.Generator, noun: Noun) -> tuple[str, str]:
    determiner, zh, plural = choose(rng, DETERMINERS)
    words, zh = [noun.plural if plural else noun.en], zh + noun.measure
    if rng.random() < 0.5:
        adjective, adjective_zh, _ = choose(rng, [one for one in ADJECTIVES if noun.kind in one[2]])
        words, zh = [adjective, *words], zh + adjective_zh
    if determiner == "a" and words[0][0] in "aeiou":
        determiner = "an"
    return " ".join([determiner, *words]), zh + noun.zh


def _english(clause: _Clause) -> str:
    first, rest = _english_verb(clause)
    if clause.mood == "question":
        words = [first, clause.subject.en, rest]
    elif clause.mood == "where":
        words = ["where", first, clause.subject.en, rest]
    else:
        words = [clause.subject.en, first, rest]
    words += [clause.object_en, clause.place[0] if clause.place else ""]
    if clause.time:
        words = [clause.time[0], *words] if clause.time_first else [*words, clause.time[0]]
    sentence = " ".join(word for word in words if word)
    return sentence[0].upper() + sentence[1:] + ("." if clause.mood in ("statement", "negation") else "?")


def _english_verb(clause: _Clause) -> tuple[str, str]:
    """The verb in its two halves: what a question puts before the subject, and the rest."""
    verb, plural = clause.verb, clause.subject.plural
    be = {"I": "am"}.get(clause.subject.en, "are" if plural else "is")
    negated = clause.mood == "negation"
    if clause.modal is not None:
        modal = clause.modal[0] if plural else clause.modal[1]
        return (modal, "not " + verb.base) if negated else (modal, verb.base)
    if clause.tense == "progressive":
        return be, ("not " if negated else "") + verb.ing
    if clause.tense == "future":
        return "will", ("not " if negated else "") + verb.base
    if clause.mood in ("statement", "who"):
        return "", verb.past if clause.tense == "past" else verb.base if plural else verb.third
    do = "did" if clause.tense == "past" else "do" if plural else "does"
    return do, ("not " if negated else "") + verb.base


def _chinese(clause: _Clause) -> str:
    """Time, subject, negation or modal, place, verb, aspect, object."""
    where = "哪里" if clause.mood == "where" else clause.place[1] if clause.place else ""
    at = "在" + where if where else ""
    if clause.modal is not None:
        before = ("不" if clause.mood == "negation" else "") + clause.modal[2] + at
    elif clause.mood == "negation":
        before = {"present": "不", "past": "没有", "progressive": "没有", "future": "不会"}[clause.tense] + at
        if clause.tense == "progressive" and not at:
            before += "在"
    elif clause.tense == "progressive":
        before = "正" + (at or "在")
    else:
        before = ("会" if clause.tense == "future" else "") + at
    aspect = "了" if clause.tense == "past" and clause.mood != "negation" else ""
    end = {"question": "吗？", "where": "？", "who": "？"}.get(clause.mood, "。")
    time = clause.time[1] if clause.time else ""
    return time + clause.subject.zh + before + clause.verb.zh + aspect + clause.object_zh + end
