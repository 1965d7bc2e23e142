"""Question 12: a recurrent text generator with attention, from scratch."""

from __future__ import annotations

from harness.question import Array, CodeQuestion, Contract, Ignored, Integer, Limits, Method, Record
from reference.q12_attention_generator.ask import fit
from reference.q12_attention_generator.checks import CHECKS
from reference.q12_attention_generator.data import TABLE, GeneratorData, make_data
from reference.q12_attention_generator.quality import QUALITY

QUESTION: CodeQuestion[GeneratorData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method("fit", {"tokens": Array("int64", ("N",)), "vocab_size": Integer(1)}, Ignored(), limit_s=120.0),
            Method(
                "log_probs",
                {"tokens": Array("int64", ("B", "T"))},
                Array("float32", ("B", "T", "V")),
                limit_s=30.0,
            ),
            Method(
                "generate",
                {"prompt": Array("int64", ("T",)), "n": Integer(1, 256)},
                Array("int64", (None,)),
                limit_s=20.0,
            ),
            Method(
                "attend",
                {
                    "query": Array("float32", ("B", "H")),
                    "keys": Array("float32", ("B", "T", "H")),
                    "mask": Array("bool", ("B", "T")),
                },
                Record({"context": Array("float32", ("B", "H")), "weights": Array("float32", ("B", "T"))}),
            ),
        ),
        limits=Limits(session_s=300.0, memory_mb=3072),
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    setup=fit,
    profiles=TABLE.profiles,
    assets=TABLE.prepared,
    outside=TABLE.outside,
    mutants={
        "looks_ahead": ("causal",),
        "looks_ahead_where_measured": ("no_foresight",),
        "logits_unnormalised": ("rows_sum_to_one",),
        "softmax_over_time": ("rows_sum_to_one",),
        "last_token_alone": ("context_helps",),
        "longer_than_training_crashes": ("any_length",),
        "vocabulary_of_the_text": ("other_vocabulary",),
        "batch_centred": ("same_in_any_batch",),
        "state_kept_between_calls": ("no_state_between_calls",),
        "dropout_left_on": ("same_twice",),
        "crashes_on_empty_batch": ("empty_batch",),
        "softmax_over_the_batch": ("attend_sums_to_one", "attend_in_any_batch"),
        "mask_after_softmax": ("attend_sums_to_one",),
        "mask_upside_down": ("attend_obeys_the_mask",),
        "nan_when_all_masked": ("attend_all_masked",),
        "exponentials_overflow": ("attend_large_numbers",),
        "nearer_places_preferred": ("attend_permutes",),
        "query_unused": ("attend_uses_the_query",),
        "first_query_for_all": ("attend_uses_the_query",),
        "context_of_other_weights": ("attend_context",),
        "attend_made_in_fit": ("attend_before_fit",),
        "prompt_included": ("generates_tokens",),
        "prompt_ignored": ("generation_depends_on_the_prompt",),
        "drawn_tokens_not_fed_back": ("generation_follows_the_model",),
        "seed_ignored": ("seed_repeats",),
        "draws_unseeded": ("seed_repeats_generation",),
        "seed_fixed": ("seed_matters",),
    },
)
