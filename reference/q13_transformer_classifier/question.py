"""Question 13: a Transformer text classifier from scratch."""

from __future__ import annotations

from harness.question import CodeQuestion, Limits
from reference.classifier.ask import fit
from reference.classifier.contract import classifier_contract
from reference.classifier.data import ClassifierData
from reference.classifier.quality import accuracy_quality
from reference.q13_transformer_classifier.checks import CHECKS
from reference.q13_transformer_classifier.data import TABLE, make_data

QUESTION: CodeQuestion[ClassifierData] = CodeQuestion(
    contract=classifier_contract(fit_s=120.0, limits=Limits(session_s=240.0, memory_mb=3072)),
    data=make_data,
    checks=CHECKS,
    quality=accuracy_quality(),
    setup=fit,
    profiles=TABLE.profiles,
    assets=TABLE.prepared,
    outside=TABLE.outside,
    mutants={
        "no_positions": ("word_order",),
        "pads_attended": ("padding_changes_nothing", "same_in_any_batch"),
        "dropout_at_prediction": ("same_twice",),
        "softmax_over_batch": ("probabilities",),
        "logits_for_probabilities": ("probabilities",),
        "cut_at_32_words": ("long_texts",),
        "end_kept_alone": ("long_texts",),
        "unseen_word_crashes": ("unseen_words",),
        "empty_text_is_nan": ("empty_texts",),
        "columns_by_appearance": ("column_order",),
        "sorted_lengths_not_undone": ("same_in_any_batch",),
        "no_class_column_for_no_text": ("empty_list",),
        "seed_ignored": ("seed_repeats",),
    },
)
