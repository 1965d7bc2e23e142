"""Question 17: generate text with a pre-trained GPT-2."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.question import CodeQuestion, Contract, DataRequest, Flag, Integer, ListOf, Method, Text
from reference.data.rated_sentences import RATED_SENTENCES
from reference.models.checkpoints import GPT2
from reference.q17_gpt2_generation.checks import CHECKS
from reference.q17_gpt2_generation.data import GenerationData, make_data
from reference.q17_gpt2_generation.quality import QUALITY


def _resources(request: DataRequest) -> Mapping[str, Path | str]:
    return {"checkpoint": GPT2.folder(request.profile)}


QUESTION: CodeQuestion[GenerationData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method(
                "generate",
                {
                    "prompts": ListOf(Text(), "N"),
                    "max_new_tokens": Integer(1, 64),
                    "num_return_sequences": Integer(1, 128),
                    "do_sample": Flag(),
                },
                ListOf(ListOf(Text(longest=10_000)), "N"),
                limit_s=30.0,
            ),
        ),
        resources={"checkpoint": "folder of a causal language model and its tokenizer, for `from_pretrained`"},
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    resources=_resources,
    profiles=("embedded", "hub", "private"),
    content=GPT2.content,
    outside=GPT2.outside,
    assets=(RATED_SENTENCES, *GPT2.prepared),
    mutants={
        "right_padding": ("greedy_in_unequal_batch",),
        "no_attention_mask": ("greedy_in_unequal_batch",),
        "prompt_included": ("prompt_not_repeated",),
        "same_sample": ("samples_differ",),
        "runs_past_the_end": ("stops_at_end_of_text",),
        "special_tokens_shown": ("no_special_tokens",),
        "sampling_left_on": ("greedy_one_prompt",),
        "order_lost": ("order_of_prompts",),
        "long_prompt_crashes": ("long_prompt",),
        "head_of_long_prompt": ("long_prompt",),
        "top_k_left_on": ("samples_follow_the_model",),
        "cool_samples": ("samples_follow_the_model",),
        "seed_fixed": ("seed_matters",),
        "seed_ignored": ("seed_repeats",),
        "sequences_refused": ("several_greedy_sequences",),
        "one_token_more": ("obeys_max_new_tokens",),
    },
)
