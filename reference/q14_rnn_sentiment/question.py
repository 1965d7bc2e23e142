"""Question 14: an RNN sentiment classifier from scratch."""

from __future__ import annotations

from harness.question import CodeQuestion, Limits
from reference.classifier.ask import fit
from reference.classifier.contract import classifier_contract
from reference.classifier.data import ClassifierData
from reference.classifier.quality import accuracy_quality
from reference.q14_rnn_sentiment.checks import CHECKS
from reference.q14_rnn_sentiment.data import TABLE, make_data

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
        "pad_step_read": ("padding_changes_nothing", "reads_last_step"),
        "padded_to_fixed_length": ("reads_last_step",),
        "batch_axis_as_time": ("same_in_any_batch",),
        "state_carried_over": ("same_twice",),
        "sorted_lengths_not_undone": ("same_in_any_batch",),
        "ends_read_at_first_word": ("far_negation",),
        "words_in_a_bag": ("order_plays_a_part", "order_at_a_distance", "far_negation"),
        "windows_of_five_words": ("order_at_a_distance",),
        "cut_at_64_words": ("long_texts",),
        "softmax_over_batch": ("probabilities",),
        "dropout_at_prediction": ("same_twice",),
        "unseen_word_crashes": ("unseen_words",),
        "columns_by_appearance": ("column_order",),
        "no_class_column_for_no_text": ("empty_list",),
        "seed_ignored": ("seed_repeats",),
    },
)
