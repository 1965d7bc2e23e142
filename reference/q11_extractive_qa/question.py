"""Question 11: extractive question answering with a pre-trained reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from harness.question import CodeQuestion, Contract, DataRequest
from reference.extractive.contract import answer_method
from reference.extractive.data import ExtractiveData
from reference.extractive.quality import QUALITY
from reference.models.checkpoints import READER
from reference.q11_extractive_qa.checks import CHECKS
from reference.q11_extractive_qa.data import TABLE, make_data


def _resources(request: DataRequest) -> Mapping[str, Path | str]:
    return {"checkpoint": READER.folder(request.profile)}


def _outside(request: DataRequest) -> Sequence[Path]:
    return (*TABLE.outside(request), *READER.outside(request))


QUESTION: CodeQuestion[ExtractiveData] = CodeQuestion(
    contract=Contract(
        methods=(answer_method(limit_s=60.0),),
        resources={"checkpoint": "folder of a reader (extractive question answering) and its tokenizer"},
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    resources=_resources,
    profiles=TABLE.profiles,
    content=READER.content,
    outside=_outside,
    assets=(*TABLE.prepared, *READER.prepared),
    mutants={
        "end_before_start": ("spans_are_clean",),
        "question_not_masked": ("never_the_question",),
        "pads_win": ("spans_are_clean",),
        "pads_attended": ("same_in_any_batch",),
        "token_offsets": ("the_example", "answer_is_quoted"),
        "byte_offsets": ("the_example", "unicode_offsets", "right_beside_answers"),
        "utf16_offsets": ("the_example", "unicode_offsets"),
        "truncated": ("long_contexts",),
        "window_start_forgotten": ("long_contexts",),
        "last_window_wins": ("long_contexts",),
        "windows_taken_for_items": ("long_contexts",),
        "looked_up_again": ("right_place",),
        "lowered_and_looked_up": ("answer_is_quoted", "right_place"),
        "decoded_from_tokens": ("answer_is_quoted",),
        "one_question_a_context": ("question_is_read",),
        "sorted_by_length": ("same_in_any_batch",),
        "dropout_left_on": ("same_twice",),
        "unseeded": ("seed_repeats",),
        "loss_for_score": ("score_tells_how_sure",),
        "blank_context_invented": ("spans_are_clean",),
        "empty_list_crashes": ("empty_list",),
    },
)
