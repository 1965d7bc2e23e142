"""Question 8: a bag-of-words classifier of texts by their source."""

from __future__ import annotations

from harness.question import Array, CodeQuestion, Contract, Ignored, ListOf, Method, Text
from reference.q08_bag_of_words.ask import fit
from reference.q08_bag_of_words.checks import CHECKS
from reference.q08_bag_of_words.data import TABLE, SourceData, make_data
from reference.q08_bag_of_words.quality import QUALITY

_TEXTS = ListOf(Text(), "N")

QUESTION: CodeQuestion[SourceData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method("fit", {"texts": _TEXTS, "labels": ListOf(Text(), "N")}, Ignored(), limit_s=60.0),
            Method("vocabulary", {}, ListOf(Text())),
            Method("vectorize", {"texts": _TEXTS}, Array("float32", ("N", None), low=0.0)),
            Method("predict", {"texts": _TEXTS}, ListOf(Text(), "N"), limit_s=30.0),
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
        "binary_counts": ("counts_are_counts",),
        "tf_idf": ("counts_are_counts",),
        "case_kept": ("lower_cased",),
        "word_pairs": ("word_order",),
        "unknown_in_last_column": ("unknown_words_ignored",),
        "refit_at_prediction": ("no_refit",),
        "vocabulary_grows": ("no_refit",),
        "columns_shuffled": ("columns_are_words",),
        "labels_by_position": ("labels_given_back",),
        "priors_ignored": ("frequent_label_wins",),
        "crashes_on_empty_text": ("empty_texts",),
        "english_letters_only": ("any_language",),
        "batch_mean_taken_off": ("same_in_any_batch",),
    },
)
