"""Question 9: named-entity recognition."""

from __future__ import annotations

from harness.question import CodeQuestion, Contract, Ignored, Integer, Limits, ListOf, Method, OneOf, Row, Text
from reference.q09_entities.ask import fit
from reference.q09_entities.checks import CHECKS
from reference.q09_entities.data import TABLE, EntityData, make_data
from reference.q09_entities.quality import LABELS, QUALITY

_TEXTS = ListOf(Text(), "N")
_ENTITIES = ListOf(ListOf(Row((Integer(), Integer(), OneOf(LABELS)))), "N")

QUESTION: CodeQuestion[EntityData] = CodeQuestion(
    contract=Contract(
        methods=(
            Method("fit", {"texts": _TEXTS, "entities": _ENTITIES}, Ignored(), limit_s=120.0),
            Method("predict", {"texts": _TEXTS}, _ENTITIES, limit_s=30.0),
        ),
        limits=Limits(session_s=240.0),
    ),
    data=make_data,
    checks=CHECKS,
    quality=QUALITY,
    setup=fit,
    profiles=TABLE.profiles,
    assets=TABLE.prepared,
    outside=TABLE.outside,
    mutants={
        "byte_offsets": ("unicode_offsets", "right_beside_names"),
        "utf16_offsets": ("unicode_offsets",),
        "token_offsets": ("the_example",),
        "composed_accents": ("unicode_offsets",),
        "neighbours_merged": ("neighbours_stay_apart",),
        "first_piece_only": ("the_example", "unseen_names"),
        "each_piece_a_name": ("the_example",),
        "memorised_names": ("unseen_names",),
        "context_ignored": ("context_decides",),
        "blank_taken_in": ("spans_are_clean",),
        "names_in_names": ("spans_are_clean",),
        "capital_letters_are_names": ("no_names",),
        "blanks_part_words": ("right_beside_names",),
        "sorted_by_length": ("same_in_any_batch",),
        "words_carried_over": ("same_twice",),
        "unseeded": ("seed_repeats",),
        "crashes_without_texts": ("empty_list",),
    },
)
