"""Asking the answer of question 7: calls whose answers have the lengths that they must have."""

from __future__ import annotations

import math
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from harness.question import CandidateFault, Exam, Session
from reference.q07_language_model.contrasts import END, UNKNOWN
from reference.q07_language_model.data import LanguageData, Sentence

PROBES = 80
"""Positions of held-out sentences at which `score` is held against `next_word_probs`."""

TOLERANCE = 0.01
"""Nats by which the two may differ: room for float32, and nothing to win by."""

LanguageExam = Exam[LanguageData]


@dataclass(frozen=True, slots=True)
class Probe:
    """What a session that never saw the sentence says of one of its words, and what `score` said of it."""

    context: Sentence
    word: str
    """The word as the vocabulary has it, `<unk>` or `</s>` included."""
    probabilities: Mapping[str, float]
    scored: float

    @property
    def off(self) -> float:
        """Nats between the two."""
        probability = self.probabilities.get(self.word, 0.0)
        return abs(self.scored - math.log(probability)) if probability > 0 else math.inf


def fit(session: Session, data: LanguageData) -> None:
    """Train on all training sentences."""
    session.call("fit", list(data.training))


def next_word_probs(session: Session, context: Sequence[str]) -> dict[str, float]:
    """The distribution of the word after `context`."""
    answer: dict[str, float] = session.call("next_word_probs", list(context))
    return answer


def score(session: Session, sentences: Sequence[Sentence]) -> list[list[float]]:
    """The log-probabilities of each sentence's words and of its end."""
    answers: list[list[float]] = session.call("score", list(sentences))
    for index, (sentence, answer) in enumerate(zip(sentences, answers, strict=True)):
        if len(answer) != len(sentence) + 1:
            raise CandidateFault(
                "wire",
                f"score()[{index}]: expected {len(sentence) + 1} numbers for a sentence of {len(sentence)} words "
                f"(one for each and one for </s>), got {len(answer)}",
            )
    return answers


def held_out_scores(exam: LanguageExam) -> list[list[float]]:
    """`score` of all held-out sentences, asked for once."""
    return exam.memo("held-out scores", lambda: score(exam.fitted(), exam.data.held_out))


def probes(exam: LanguageExam) -> list[Probe]:
    """`next_word_probs` at positions of held-out sentences, asked of a session that never saw the sentences.

    The session that scored knows the sentences, so it could have kept them and look them up; and a session that was
    asked first would know where it will be compared. So a second one is trained and asked. At most one position a
    sentence, since a longer context gives away the next word of a shorter one. Every second position is that of the
    sentence's rarest word, where there is most to win by a lie.
    """
    return exam.memo("probes", lambda: _probe(exam))


def _probe(exam: LanguageExam) -> list[Probe]:
    # Not `exam.rng`: its seed is the one that the candidate is given, and who knows where it is looked at can lie
    # elsewhere. Which positions are drawn changes nothing for an honest answer.
    rng = np.random.default_rng(secrets.randbits(128))
    counts = Counter(word for sentence in exam.data.training for word in sentence)
    scores = held_out_scores(exam)
    found = []
    with exam.session(lambda session: fit(session, exam.data)) as session:
        for number, index in enumerate(rng.permutation(len(exam.data.held_out))[:PROBES].tolist()):
            sentence = exam.data.held_out[index]
            line = [*(word if word in counts else UNKNOWN for word in sentence), END]
            rarest = min(range(len(line) - 1), key=lambda at: counts[sentence[at]], default=0)
            position = rarest if number % 2 else int(rng.integers(len(line)))
            probabilities = next_word_probs(session, sentence[:position])
            found.append(Probe(sentence[:position], line[position], probabilities, scores[index][position]))
    return found
