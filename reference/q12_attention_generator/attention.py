"""The checks of `attend`, on made-up numbers alone: whoever failed one can see it on any tensors of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from harness.question import CandidateFault, Check, CheckFailed, Exam, Session, check, expect
from reference.checks import same_in_any_batch
from reference.q12_attention_generator.data import GeneratorData

GeneratorExam = Exam[GeneratorData]

SIZES = ((3, 5, 4), (2, 9, 16), (5, 2, 8), (1, 12, 3))
"""Items, places and width [B, T, H] of the made-up lookups."""

TOLERANCE = 1e-4
"""Room for single precision: sums over a dozen places are off by some 1e-6."""

QUERIES = 5
LEAST_CHANGE = 1e-5
"""A weight moves by more when its item's query is drawn anew, in the best of so many draws. Over 2,200 items the least
of the reference was 0.04, that of additive attention with random weights 0.004."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Arguments of one call: query float32 [B, H], keys float32 [B, T, H], mask bool [B, T] with true = may look."""

    query: np.ndarray
    keys: np.ndarray
    mask: np.ndarray

    @property
    def call(self) -> str:
        """The call as a message shows it."""
        return f"attend(query {list(self.query.shape)}, keys {list(self.keys.shape)}, mask {list(self.mask.shape)})"

    def ask(self, session: Session) -> tuple[np.ndarray, np.ndarray]:
        """The context [B, H] and the weights [B, T]."""
        answer = session.call("attend", self.query, self.keys, self.mask)
        return np.asarray(answer["context"], np.float64), np.asarray(answer["weights"], np.float64)


def lookup(sizes: tuple[int, int, int], rng: np.random.Generator) -> Lookup:
    """Normal numbers, and a mask that lets every item look at two places at least, but not at all where T > 2."""
    items, places, width = sizes
    query, keys = rng.standard_normal((items, width)), rng.standard_normal((items, places, width))
    open_places = rng.integers(2, max(3, places), size=items)
    ranks = rng.permuted(np.tile(np.arange(places), (items, 1)), axis=1)
    return Lookup(query.astype(np.float32), keys.astype(np.float32), ranks < open_places[:, None])


def _lookups(exam: GeneratorExam) -> list[Lookup]:
    rng = exam.rng("attention")
    return [lookup(sizes, rng) for sizes in SIZES]


def _answers(exam: GeneratorExam) -> list[tuple[Lookup, np.ndarray, np.ndarray]]:
    """Each lookup with the context and the weights that the fitted answer gives, asked for once."""
    return exam.memo("attend", lambda: [(one, *one.ask(exam.fitted())) for one in _lookups(exam)])


def _explained(fault: CandidateFault, asked: str, hint: str) -> CandidateFault:
    """The fault with what was asked, and with a hint where an answer came that was no numbers."""
    message = f"{asked}: {fault.message}" + (f". {hint}" if fault.kind == "wire" else "")
    return CandidateFault(fault.kind, message, file=fault.file, line=fault.line)


def _first(wrong: np.ndarray) -> tuple[int, ...]:
    return tuple(int(index) for index in np.argwhere(wrong)[0])


def _expect_sums(one: Lookup, weights: np.ndarray, when: str = "") -> None:
    least, total = weights.min(), weights.sum(axis=1)
    expect(least >= 0, f"{when}{one.call} of random numbers: the least weight is {least:.4g}, below 0.")
    wrong = np.abs(total - 1) > TOLERANCE
    if wrong.any():
        (item,) = _first(wrong)
        raise CheckFailed(
            f"{when}{one.call} of random numbers: the weights of item {item} sum to {total[item]:.6g}, and 1 was "
            f"expected (in {int(wrong.sum())} of {wrong.size} items; each may look at some places and not at others). "
            "The soft-max runs over the places, axis 1, and over those alone that may be looked at: mask first."
        )


def _expect_masked(one: Lookup, weights: np.ndarray, when: str = "") -> None:
    wrong = ~one.mask & (np.abs(weights) > 1e-6)
    if wrong.any():
        item, place = _first(wrong)
        raise CheckFailed(
            f"{when}{one.call} of random numbers: item {item} may not look at place {place} (mask false), where its "
            f"weight is {weights[item, place]:.4g}; 0 was expected (so at {int(wrong.sum())} of "
            f"{int((~one.mask).sum())} masked places). Set masked scores to -inf, or the least float, before the "
            "soft-max; and true means that a place may be looked at."
        )


def _expect_context(one: Lookup, context: np.ndarray, weights: np.ndarray, when: str = "") -> None:
    off = np.abs(context - np.einsum("bt,bth->bh", weights, one.keys.astype(np.float64)))
    if off.max() > TOLERANCE:
        item, _ = _first(off > TOLERANCE)
        raise CheckFailed(
            f"{when}{one.call} of random numbers: the context of item {item} is off by up to {off[item].max():.3g} "
            "from its weights @ its keys, `torch.einsum('bt,bth->bh', weights, keys)`. The context is that sum, of the "
            "keys as they came, and the weights are those that it was made with."
        )


@check(weight=3.0)
def attend_sums_to_one(exam: GeneratorExam) -> None:
    """The weights of `attend` are not negative and sum to 1 for each item."""
    for one, _, weights in _answers(exam):
        _expect_sums(one, weights)


@check(weight=3.0)
def attend_obeys_the_mask(exam: GeneratorExam) -> None:
    """The weights of `attend` are 0 where the mask is false."""
    for one, _, weights in _answers(exam):
        _expect_masked(one, weights)


@check(weight=2.0)
def attend_all_masked(exam: GeneratorExam) -> None:
    """An item that may look nowhere gets finite numbers, and leaves the other items as they are."""
    for one, context, weights in _answers(exam):
        mask = one.mask.copy()
        mask[0] = False
        closed = replace(one, mask=mask)
        try:
            others = closed.ask(exam.fitted())
        except CandidateFault as fault:
            asked = f"{one.call} with a mask that is false everywhere for item 0"
            hint = (
                "A soft-max over nothing but -inf is NaN: use the least float, or set the weights of such an item to 0."
            )
            raise _explained(fault, asked, hint) from fault
        for name, before, after in zip(("context", "weights"), (context, weights), others, strict=True):
            off = np.abs(before - after)[1:].max(initial=0.0)
            expect(
                off <= TOLERANCE,
                f"{one.call}: when item 0 may look nowhere, the {name} of other items change by up to {off:.3g}.",
            )


@check(weight=0.5)
def attend_large_numbers(exam: GeneratorExam) -> None:
    """Queries and keys fifty times as large, whose scores no exponential can hold, still get weights that sum to 1."""
    for one in _lookups(exam):
        large = replace(one, query=one.query * 50, keys=one.keys * 50)
        try:
            _, weights = large.ask(exam.fitted())
        except CandidateFault as fault:
            hint = (
                "exp(89) is too large for single precision: subtract the largest score before the exponential, as "
                "`torch.softmax` does."
            )
            raise _explained(fault, f"{one.call} with numbers fifty times as large", hint) from fault
        _expect_sums(large, weights, "With numbers fifty times as large: ")


@check(weight=2.0)
def attend_permutes(exam: GeneratorExam) -> None:
    """Permuting the keys, and the mask with them, permutes the weights of `attend` and leaves the context."""
    rng = exam.rng("permutations")
    for one, context, weights in _answers(exam):
        order = rng.permutation(one.keys.shape[1])
        moved = replace(one, keys=one.keys[:, order], mask=one.mask[:, order])
        new_context, new_weights = moved.ask(exam.fitted())
        off = np.abs(new_weights - weights[:, order]).max()
        expect(
            off <= TOLERANCE,
            f"{one.call} of random numbers: with keys and mask in the order {order.tolist()} each weight goes where "
            f"its key goes, but weights are off by up to {off:.3g} from that. A place's weight may depend on its key "
            "and the query, not on where it stands.",
        )
        off = np.abs(new_context - context).max()
        expect(off <= TOLERANCE, f"{one.call}: with keys and mask permuted the context changes by up to {off:.3g}.")


@check(weight=3.0)
def attend_uses_the_query(exam: GeneratorExam) -> None:
    """The weights of `attend` depend on the query: each item's on its own."""
    rng = exam.rng("other queries")
    for one, _, weights in _answers(exam):
        for item in range(len(one.query)):
            moved = max(query_moves(one, item, weights, exam.fitted(), rng) for _ in range(QUERIES))
            expect(
                moved > LEAST_CHANGE,
                f"{one.call} of random numbers, and again with {QUERIES} other queries for item {item}: its weights "
                f"move by no more than {moved:.1e}, although it may look at {int(one.mask[item].sum())} places. Scores "
                "are made of query and keys together, each item's of its own query.",
            )


def query_moves(one: Lookup, item: int, weights: np.ndarray, session: Session, rng: np.random.Generator) -> float:
    """By how much a weight of `item` moves when its query is drawn anew."""
    query = one.query.copy()
    query[item] = rng.standard_normal(query.shape[1])
    _, others = replace(one, query=query).ask(session)
    return float(np.abs(others - weights)[item].max())


@check(weight=2.0)
def attend_context(exam: GeneratorExam) -> None:
    """The context of `attend` is its weights @ the keys."""
    for one, context, weights in _answers(exam):
        _expect_context(one, context, weights)


@check()
def attend_before_fit(exam: GeneratorExam) -> None:
    """`attend` keeps its promises before `fit` too, for keys of any size."""
    with exam.session() as session:
        for one in _lookups(exam):
            context, weights = one.ask(session)
            when = "Before fit: "
            _expect_sums(one, weights, when)
            _expect_masked(one, weights, when)
            _expect_context(one, context, weights, when)


def _columns(exam: GeneratorExam) -> tuple[np.ndarray, ...]:
    one = lookup((7, 6, 8), exam.rng("a batch of lookups"))
    return one.query, one.keys, one.mask


ATTENTION_CHECKS: tuple[Check[GeneratorData], ...] = (
    attend_sums_to_one,
    attend_obeys_the_mask,
    attend_all_masked,
    attend_large_numbers,
    attend_permutes,
    attend_uses_the_query,
    attend_context,
    attend_before_fit,
    same_in_any_batch("attend", _columns, name="attend_in_any_batch"),
)
