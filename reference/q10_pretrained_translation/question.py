"""Question 10: translate from English to Chinese with a pre-trained encoder-decoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from harness.question import CodeQuestion, Contract, DataRequest, Integer, Limits, ListOf, Method, Text
from reference.models.checkpoints import TRANSLATOR
from reference.q10_pretrained_translation.checks import CHECKS
from reference.q10_pretrained_translation.data import TABLE, TranslationData, make_data
from reference.q10_pretrained_translation.quality import QUALITY


def _resources(request: DataRequest) -> Mapping[str, Path | str]:
    return {"checkpoint": TRANSLATOR.folder(request.profile)}


def _outside(request: DataRequest) -> Sequence[Path]:
    return (*TABLE.outside(request), *TRANSLATOR.outside(request))


QUESTION: CodeQuestion[TranslationData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method(
                "translate",
                {
                    "sentences": ListOf(Text(), "N"),
                    "num_beams": Integer(1, 8),
                    "max_new_tokens": Integer(1, 64),
                },
                ListOf(Text(longest=10_000), "N"),
                limit_s=120.0,
            ),
        ),
        resources={"checkpoint": "folder of an encoder-decoder and its tokenizer, for `from_pretrained`"},
        limits=Limits(session_s=300.0),
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    resources=_resources,
    profiles=TABLE.profiles,
    assets=(*TABLE.prepared, *TRANSLATOR.prepared),
    content=TRANSLATOR.content,
    outside=_outside,
    mutants={
        "pads_attended": ("greedy_in_unequal_batch",),
        "decoder_attends_pads": ("greedy_in_unequal_batch",),
        "special_tokens_shown": ("no_special_tokens",),
        "order_lost": ("keeps_order",),
        "sampling_left_on": ("same_twice", "greedy_in_unequal_batch"),
        "train_mode_left_on": ("same_twice", "greedy_alone"),
        "wrong_decoder_start": ("the_checkpoint_translates", "greedy_alone"),
        "beams_ignored": ("beams_are_used",),
        "always_four_beams": ("greedy_in_unequal_batch",),
        "cache_forgets_beams": ("beams_are_used",),
        "stops_early": ("beam_search_exact",),
        "length_not_divided": ("beam_search_exact",),
        "max_new_tokens_ignored": ("obeys_max_new_tokens",),
        "one_token_more": ("obeys_max_new_tokens",),
        "long_text_whole": ("long_texts",),
        "long_text_without_end": ("long_texts",),
        "end_of_long_text": ("long_texts",),
        "blank_made_up": ("blank_sentences",),
        "lower_cased": ("any_text",),
        "crashes_without_sentences": ("empty_list",),
    },
)
