"""Behaviours that many questions ask for, written once: each function makes a `Check` for one method.

Inputs are given as a function of the exam, and are public: messages show them, or at least the answers to them. A
list or an array holds one item a place; a tuple of them holds the parallel arguments of a method, such as questions
and contexts. Answers may be arrays, strings, numbers, lists or dicts of any of these.
"""

from reference.checks._batches import keeps_order, padding_changes_nothing, same_in_any_batch
from reference.checks._causal import causal
from reference.checks._difference import Difference, first_difference
from reference.checks._empty import empty_list
from reference.checks._foresight import Measured, no_foresight
from reference.checks._items import Inputs, Items
from reference.checks._memorised import not_memorised
from reference.checks._offsets import unicode_offsets
from reference.checks._rows import rows_sum_to_one
from reference.checks._same import same_twice, seed_matters, seed_repeats

__all__ = [
    "Difference",
    "Inputs",
    "Items",
    "Measured",
    "causal",
    "empty_list",
    "first_difference",
    "keeps_order",
    "no_foresight",
    "not_memorised",
    "padding_changes_nothing",
    "rows_sum_to_one",
    "same_in_any_batch",
    "same_twice",
    "seed_matters",
    "seed_repeats",
    "unicode_offsets",
]
