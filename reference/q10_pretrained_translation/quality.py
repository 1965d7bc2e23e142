"""The quality of question 10: BLEU of the translations of held-out sentences."""

from __future__ import annotations

from harness.question import Measurement, Quality
from reference.q10_pretrained_translation.ask import TranslationExam, translate
from reference.seq2seq.quality import measure_translations

BEAMS = 4
LENGTH = 64


def measure(exam: TranslationExam) -> Measurement:
    """All held-out sentences in one call, with four beams."""
    pairs = exam.data.held_out
    came = translate(exam.fitted(), [pair.source for pair in pairs], BEAMS, LENGTH)
    return measure_translations(pairs, came)


QUALITY = Quality("bleu", higher_is_better=True, measure=measure)
