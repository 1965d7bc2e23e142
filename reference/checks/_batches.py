"""What an item's neighbours in a batch must not do: change its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from harness.plain import Plain
from harness.question import Check, CheckFailed, Exam
from reference.checks._difference import first_difference
from reference.checks._items import Data, Inputs, InputsOf, Items, answer_at, ask

TOLERANCE = 1e-4
ALONE = 8
"""At most this many items are asked about alone: the shortest, the longest, and others by lot."""

CROWD = 40
"""Items in the largest batch, some more than once: more than the batches into which answers cut theirs, mostly 32."""

_NEIGHBOURS = (
    "An item's answer must not depend on its neighbours: is anything computed over the batch (batch normalisation or "
    "dropout in training mode, a mean or a soft-max over the batch's axis), and are pads masked?"
)
_ORDER = "The answer at each place belongs to the item at that place: whoever sorts or cuts a batch must undo it."
_PADS = (
    "The batch was padded to the length of its longest item, and a pad must change nothing: mask it in attention and "
    "pooling, and read a recurrent net's state at the last real step."
)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Items asked about together; `places` says which item of the whole stands at each place, then come neighbours."""

    items: Items
    places: Sequence[int]
    way: str
    hint: str


_Batches = Callable[[Items, Items | None, np.random.Generator], Iterator[_Batch]]
"""The batches to try, given the items, one much longer than they (where there is one), and a generator."""


def same_in_any_batch(
    method: str,
    inputs: InputsOf[Data],
    *,
    arguments: Sequence[Plain] = (),
    neighbour: Callable[[Exam[Data]], Inputs] | None = None,
    crowd: int = CROWD,
    weight: float = 1.0,
    name: str = "same_in_any_batch",
) -> Check[Data]:
    """Each item gets the same answer alone, in the whole batch, shuffled in a larger one, and beside a longer item.

    `neighbour` gives the long item (as inputs of one item) where one made of all the others would not do.
    """

    def batches(items: Items, long: Items | None, rng: np.random.Generator) -> Iterator[_Batch]:
        yield from _alone(items, rng)
        yield from _shuffled(items, rng, crowd)
        yield from _beside(items, long)

    sentence = f"`{method}` gives each item the same answer alone and in any batch, in any order, beside longer ones."
    return Check(name, _run(method, inputs, arguments, neighbour, batches), sentence, weight)


def keeps_order(
    method: str,
    inputs: InputsOf[Data],
    *,
    arguments: Sequence[Plain] = (),
    crowd: int = CROWD,
    weight: float = 1.0,
    name: str = "keeps_order",
) -> Check[Data]:
    """The answer at each place belongs to the item at that place, however long the items and however many they are."""

    def batches(items: Items, _long: Items | None, rng: np.random.Generator) -> Iterator[_Batch]:
        lengths = [items.length(place) for place in range(len(items))]
        rising = sorted(range(len(items)), key=lengths.__getitem__)
        for order, way in ((rising, "shortest first"), (rising[::-1], "longest first")):
            yield _Batch(items.take(order), order, f"with the items sorted, {way}", _ORDER)
        yield from _shuffled(items, rng, crowd)

    sentence = f"The answers of `{method}` stand in the order of its items, also where they are of unequal lengths."
    return Check(name, _run(method, inputs, arguments, None, batches), sentence, weight)


def padding_changes_nothing(
    method: str,
    inputs: InputsOf[Data],
    *,
    arguments: Sequence[Plain] = (),
    neighbour: Callable[[Exam[Data]], Inputs] | None = None,
    weight: float = 1.0,
    name: str = "padding_changes_nothing",
) -> Check[Data]:
    """A much longer neighbour, which makes a batch's pads many, changes no answer. `neighbour` as for batches."""

    def batches(items: Items, long: Items | None, rng: np.random.Generator) -> Iterator[_Batch]:
        if long is None:
            raise ValueError(f"{name}: no longer item can be made of these, so `neighbour` must give one")
        yield from _alone(items, rng)
        yield from _beside(items, long)

    sentence = f"A much longer item in the batch changes no answer of `{method}`: pads are not read."
    return Check(name, _run(method, inputs, arguments, neighbour, batches), sentence, weight)


def _run(
    method: str,
    inputs: InputsOf[Data],
    arguments: Sequence[Plain],
    neighbour: Callable[[Exam[Data]], Inputs] | None,
    batches: _Batches,
) -> Callable[[Exam[Data]], str]:
    def run(exam: Exam[Data]) -> str:
        items = Items.of(inputs(exam))
        long = items.longer() if neighbour is None else Items.of(neighbour(exam))
        session = exam.fitted()
        whole = ask(session, method, items, arguments)
        calls = 1
        for batch in batches(items, long, exam.rng(f"batches of {method}")):
            asked = f"{method} of {_count(batch.items)}, {batch.way}"
            came = ask(session, method, batch.items, arguments, asked=asked)
            _expect_same(method, items, whole, batch, came)
            calls += 1
        return f"{len(items)} items in {calls} batches"

    return run


def _expect_same(method: str, items: Items, whole: Plain, batch: _Batch, came: Plain) -> None:
    for place, item in enumerate(batch.places):
        answer = answer_at(came, place)
        difference = first_difference(answer_at(whole, item), answer, TOLERANCE)
        if difference is None:
            continue
        where = _where(whole, answer, item, len(items))
        raise CheckFailed(
            f"{method}()[{item}]{difference.path}, the answer to {items.shown(item)}: "
            f"{difference.said(f'in a batch of {len(items)}', batch.way)}{where}. {_ORDER if where else batch.hint}",
        )


def _where(whole: Plain, answer: Plain, item: int, count: int) -> str:
    """Says where in the whole batch's answers this one stands, where that is exactly one other place."""
    places = [place for place in range(count) if first_difference(answer_at(whole, place), answer, TOLERANCE) is None]
    return f", which stands at place {places[0]} of the batch" if len(places) == 1 and places[0] != item else ""


def _alone(items: Items, rng: np.random.Generator) -> Iterator[_Batch]:
    by_length = sorted(range(len(items)), key=items.length)
    drawn = rng.permutation(len(items)).tolist()
    for place in list(dict.fromkeys([by_length[0], by_length[-1], *drawn]))[:ALONE] if by_length else []:
        yield _Batch(items.take([place]), [place], "alone", _NEIGHBOURS)


def _shuffled(items: Items, rng: np.random.Generator, crowd: int) -> Iterator[_Batch]:
    if not len(items):
        return
    rounds = max(1, -(-crowd // len(items)))
    order = np.concatenate([rng.permutation(len(items)) for _ in range(rounds)])[: max(crowd, len(items))].tolist()
    yield _Batch(items.take(order), order, f"in a shuffled batch of {len(order)}", _NEIGHBOURS)


def _beside(items: Items, long: Items | None) -> Iterator[_Batch]:
    if long is None:
        return
    places = list(range(len(items)))
    way = f"beside an item {long.length(0)} long (the others are at most {max(map(items.length, places))})"
    yield _Batch(items.joined(long), places, way, _PADS)


def _count(items: Items) -> str:
    return "one item" if len(items) == 1 else f"{len(items)} items"
