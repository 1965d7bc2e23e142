"""Greedy and beam search over an encoder-decoder, and how near each came to another outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from reference.seq2seq.model import Seq2SeqModel, by_length


@dataclass(frozen=True, slots=True)
class Translation:
    """What a search found: its text, its token ids without the end, whether it ended by itself, and its margin.

    `margin` (nats) is the smallest distance between what was chosen and what was not, over all choices that could
    have changed the outcome. Two right programs add the same numbers in another order, so that choices nearer than
    their rounding may fall the other way; those of 0.001 and more never do in float32.
    """

    text: str
    ids: tuple[int, ...]
    ended: bool
    margin: float


def greedy(model: Seq2SeqModel, sources: Sequence[Sequence[int]], length: int) -> list[Translation]:
    """The most probable token at every step, `length` of them at most, the end counted."""
    found: dict[int, Translation] = {}
    for places in by_length(sources):
        steps = model.steps([sources[place] for place in places])
        paths = [_Path(place) for place in places]
        rows, tokens = list(range(len(paths))), [model.start] * len(paths)
        for step in range(length):
            table = steps.next(rows, tokens, last=step == length - 1)
            for path, scores in zip(paths, table, strict=True):
                path.follow(scores)
            rows = [row for row, path in enumerate(paths) if path.ids[-1] != model.end]
            found |= {path.place: path.found(model) for path in paths if path.ids[-1] == model.end}
            paths = [paths[row] for row in rows]
            tokens = [path.ids[-1] for path in paths]
            if not paths:
                break
        found |= {path.place: path.found(model) for path in paths}
    return [found[place] for place in range(len(sources))]


def beam_search(model: Seq2SeqModel, sources: Sequence[Sequence[int]], width: int, length: int) -> list[Translation]:
    """Beam search as transformers' `generate` does it by default (`length_penalty=1.0`, `early_stopping=False`).

    At each step, the `width` most probable continuations of all beams are looked at: those that end are finished
    hypotheses, scored by the sum of their log-probabilities over the number of tokens, the end counted. The `width`
    best that do not end go on. The search is over when `width` finished ones score no less than the best that
    goes on, scored the same way, or after `length` tokens, where those that go on count as finished.
    """
    found: dict[int, Translation] = {}
    for places in by_length(sources):
        steps = model.steps([sources[place] for place in places])
        searches = [_Beams(place, width, model.end) for place in places]
        rows, tokens = list(range(len(searches))), [model.start] * len(searches)
        for step in range(length):
            table = steps.next(rows, tokens, last=step == length - 1)
            rows, tokens, row = [], [], 0
            for search in searches:
                size = len(search.beams)
                parents = search.extend(table[row : row + size], last=step == length - 1)
                rows += [row + parent for parent in parents]
                tokens += [beam.ids[-1] for beam in search.beams]
                row += size
            found |= {search.place: search.found(model) for search in searches if not search.beams}
            searches = [search for search in searches if search.beams]
            if not searches:
                break
    return [found[place] for place in range(len(sources))]


@dataclass(slots=True)
class _Path:
    place: int
    ids: list[int] = field(default_factory=list)
    margin: float = float("inf")

    def follow(self, scores: np.ndarray) -> None:
        second, best = np.partition(scores, -2)[-2:]
        self.margin = min(self.margin, float(best - second))
        self.ids.append(int(scores.argmax()))

    def found(self, model: Seq2SeqModel) -> Translation:
        return _translation(model, self.ids, self.margin)


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    ids: tuple[int, ...]
    score: float


@dataclass(slots=True)
class _Beams:
    """The search for one source; no beams are left when it is over."""

    place: int
    width: int
    end: int
    beams: list[_Hypothesis] = field(default_factory=lambda: [_Hypothesis((), 0.0)])
    finished: list[_Hypothesis] = field(default_factory=list)
    margin: float = float("inf")

    def extend(self, table: np.ndarray, *, last: bool) -> list[int]:
        """One step, given the log-probabilities [beams, V] of the next token; says which beam each new one continues.

        Each beam has one continuation that ends, so that 2 * width + 1 of them hold one more that goes on than are
        kept: the one whose distance tells the margin.
        """
        totals = (table + np.array([beam.score for beam in self.beams])[:, None]).ravel()
        best = np.argpartition(-totals, 2 * self.width + 1)[: 2 * self.width + 1]
        best = best[np.argsort(-totals[best], kind="stable")]
        parents, tokens = np.divmod(best, table.shape[1])
        new = [
            _Hypothesis((*self.beams[parent].ids, token), float(totals[place]))
            for parent, token, place in zip(parents.tolist(), tokens.tolist(), best.tolist(), strict=True)
        ]
        ends = [hypothesis.ids[-1] == self.end for hypothesis in new]
        if last or ends[self.width - 1] or ends[self.width]:
            self._part(new[self.width - 1].score, new[self.width].score)
        self._finish([one for one, ended in zip(new[: self.width], ends, strict=False) if ended or last])
        going = [place for place, ended in enumerate(ends) if not ended]
        if not last:
            self._part(new[going[self.width - 1]].score, new[going[self.width]].score)
        kept = [] if last or self._is_over(new[going[0]]) else going[: self.width]
        self.beams = [new[place] for place in kept]
        return [int(parents[place]) for place in kept]

    def _finish(self, hypotheses: Sequence[_Hypothesis]) -> None:
        scored = [_Hypothesis(one.ids, one.score / len(one.ids)) for one in hypotheses]
        self.finished = sorted([*self.finished, *scored], key=lambda one: -one.score)
        if len(self.finished) > self.width:
            self._part(self.finished[self.width - 1].score, self.finished[self.width].score)
            del self.finished[self.width :]

    def _is_over(self, best: _Hypothesis) -> bool:
        if len(self.finished) < self.width:
            return False
        possible, worst = best.score / len(best.ids), self.finished[-1].score
        self._part(possible, worst)
        return possible <= worst

    def _part(self, one: float, other: float) -> None:
        self.margin = min(self.margin, abs(one - other))

    def found(self, model: Seq2SeqModel) -> Translation:
        best = self.finished[0]
        if len(self.finished) > 1:
            self._part(best.score, self.finished[1].score)
        return _translation(model, best.ids, self.margin)


def _translation(model: Seq2SeqModel, ids: Sequence[int], margin: float) -> Translation:
    ended = ids[-1] == model.end
    kept = tuple(ids[:-1] if ended else ids)
    return Translation(model.decode(kept), kept, ended, margin)
