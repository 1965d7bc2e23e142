"""Question 20: a WaveNet over mu-law codes."""

from __future__ import annotations

from harness.question import Array, CodeQuestion, Contract, Ignored, Integer, Limits, Method
from reference.q20_wavenet.ask import fit
from reference.q20_wavenet.checks import CHECKS
from reference.q20_wavenet.data import CODES, WaveData, make_data
from reference.q20_wavenet.quality import QUALITY

QUESTION: CodeQuestion[WaveData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method(
                "fit",
                {"waveforms": Array("float32", ("N", "T"), low=-1.0, high=1.0), "sample_rate": Integer(1)},
                Ignored(),
                limit_s=120.0,
            ),
            Method(
                "next_sample_probs",
                {"waveforms": Array("float32", ("B", "T"), low=-1.0, high=1.0)},
                Array("float32", ("B", "T", CODES)),
                limit_s=30.0,
            ),
            Method("generate", {"n": Integer(1, 512)}, Array("float32", (None,), low=-1.0, high=1.0), limit_s=60.0),
        ),
        limits=Limits(session_s=300.0, memory_mb=3072),
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    setup=fit,
    mutants={
        "sees_the_present": ("causal",),
        "same_padding": ("causal",),
        "scaled_by_the_clip": ("causal",),
        "looks_ahead_where_measured": ("no_foresight",),
        "claims_all_where_measured": ("no_foresight",),
        "logits_unnormalised": ("rows_sum_to_one",),
        "tiny_receptive_field": ("receptive_field",),
        "mu_law_without_sign": ("mu_law_signs",),
        "codes_upside_down": ("mu_law_signs",),
        "only_the_end": ("any_length",),
        "batch_normalised": ("same_in_any_batch",),
        "dropout_left_on": ("same_twice",),
        "crashes_on_empty_batch": ("empty_batch",),
        "full_scale_overflows": ("rows_sum_to_one",),
        "generates_silence": ("generates_sound",),
        "most_probable_sample": ("generation_follows_the_model",),
        "generates_codes_linearly": ("generation_follows_the_model",),
        "seed_ignored": ("seed_repeats",),
        "seed_fixed": ("seed_matters",),
    },
)
