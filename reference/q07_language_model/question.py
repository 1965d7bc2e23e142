"""Question 7: a language model of counted n-grams."""

from __future__ import annotations

from harness.question import CodeQuestion, Contract, Ignored, ListOf, MapOf, Method, Real, Text
from reference.q07_language_model.ask import fit
from reference.q07_language_model.checks import CHECKS
from reference.q07_language_model.data import TABLE, LanguageData, make_data
from reference.q07_language_model.quality import QUALITY

_SENTENCES = ListOf(ListOf(Text()), "N")
_LOG_PROBABILITY = Real(high=1e-6)

QUESTION: CodeQuestion[LanguageData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method("fit", {"sentences": _SENTENCES}, Ignored(), limit_s=60.0),
            Method("next_word_probs", {"context": ListOf(Text())}, MapOf(Real()), limit_s=5.0),
            Method("score", {"sentences": _SENTENCES}, ListOf(ListOf(_LOG_PROBABILITY), "N"), limit_s=30.0),
        ),
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    setup=fit,
    profiles=TABLE.profiles,
    assets=TABLE.prepared,
    outside=TABLE.outside,
    mutants={
        "unseen_word_gets_nothing": ("unseen_words_are_unk", "score_agrees"),
        "impossible_is_minus_infinity": ("unseen_words_are_unk",),
        "not_normalised": ("sums_to_one",),
        "context_ignored": ("depends_on_context",),
        "no_smoothing": ("nothing_is_impossible",),
        "end_forgotten": ("support", "sentence_end"),
        "end_never_counted": ("sentence_end",),
        "beginning_unmarked": ("empty_context",),
        "discount_divides_by_zero": ("repeated_words",),
        "unseen_context_crashes": ("unseen_words_are_unk",),
        "score_adds_constant": ("score_agrees",),
        "remembers_scored_text": ("score_agrees",),
        "lies_about_new_text": ("sums_to_one",),
    },
)
