"""Question 16: a classifier by fine-tuning a pre-trained BERT encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from harness.question import CodeQuestion, DataRequest, Limits
from reference.classifier.ask import fit
from reference.classifier.contract import classifier_contract
from reference.classifier.data import ClassifierData
from reference.classifier.quality import accuracy_quality
from reference.encoder.resources import DESCRIPTION, encoder_folder
from reference.models.checkpoints import ENCODER
from reference.q16_bert_classifier.checks import CHECKS
from reference.q16_bert_classifier.data import TABLE, make_data


def _outside(request: DataRequest) -> Sequence[Path]:
    return (*TABLE.outside(request), *ENCODER.outside(request))


QUESTION: CodeQuestion[ClassifierData] = CodeQuestion(
    contract=classifier_contract(
        fit_s=180.0, limits=Limits(session_s=360.0, cpu_s=360, memory_mb=4096), resources=DESCRIPTION
    ),
    data=make_data,
    checks=CHECKS,
    quality=accuracy_quality(),
    setup=fit,
    resources=encoder_folder,
    profiles=TABLE.profiles,
    assets=(*TABLE.prepared, *ENCODER.prepared),
    content=ENCODER.content,
    outside=_outside,
    mutants={
        "no_mask": ("attention_mask", "same_in_any_batch"),
        "mean_over_pads": ("attention_mask",),
        "rate_100_times": ("beats_from_scratch",),
        "random_weights": ("beats_from_scratch",),
        "labels_shuffled": ("beats_from_scratch",),
        "end_kept": ("beyond_the_limit",),
        "too_long_crashes": ("beyond_the_limit",),
        "cut_at_64_pieces": ("long_texts",),
        "no_positions": ("order_plays_a_part",),
        "dropout_at_prediction": ("same_twice",),
        "logits_for_probabilities": ("probabilities",),
        "columns_by_appearance": ("column_order",),
        "sorted_lengths_not_undone": ("same_in_any_batch",),
        "crashes_without_texts": ("empty_list",),
        "seed_ignored": ("seed_repeats",),
    },
)
