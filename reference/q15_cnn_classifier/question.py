"""Question 15: a convolutional text classifier from scratch."""

from __future__ import annotations

from harness.question import CodeQuestion, Limits
from reference.classifier.ask import fit
from reference.classifier.contract import classifier_contract
from reference.classifier.data import ClassifierData
from reference.classifier.quality import macro_f1_quality
from reference.q15_cnn_classifier.checks import CHECKS
from reference.q15_cnn_classifier.data import TABLE, make_data

QUESTION: CodeQuestion[ClassifierData] = CodeQuestion(
    contract=classifier_contract(fit_s=120.0, limits=Limits(session_s=240.0, memory_mb=3072)),
    data=make_data,
    checks=CHECKS,
    quality=macro_f1_quality(),
    setup=fit,
    profiles=TABLE.profiles,
    assets=TABLE.prepared,
    outside=TABLE.outside,
    mutants={
        "mean_over_pads": ("padding_changes_nothing",),
        "kernel_longer_than_text": ("short_texts",),
        "dense_over_places": ("phrase_anywhere",),
        "kernels_of_one_word": ("order_plays_a_part", "phrase_anywhere"),
        "scores_unnormalised": ("probabilities",),
        "softmax_over_batch": ("probabilities",),
        "cut_at_40_words": ("long_texts", "phrase_anywhere"),
        "dropout_at_prediction": ("same_twice",),
        "unseen_word_crashes": ("unseen_words",),
        "columns_by_appearance": ("column_order",),
        "sorted_lengths_not_undone": ("same_in_any_batch",),
        "seed_ignored": ("seed_repeats",),
    },
)
