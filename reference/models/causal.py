"""A causal language model as the grader reads it: single precision, no padding, one plain loop.

Nothing here goes through `generate`: what the candidate's answer is held against must not share its padding,
masks, stopping or sampling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

GPT2_SMALL = Path(__file__).parent / "gpt2_small"
"""The small GPT-2 checkpoint of questions 17, 25, 27 and 29; `gpt2_small.md` is its card."""


class CausalModel:
    """A causal model, in evaluation mode as `from_pretrained` leaves it, and its tokenizer."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        self.window: int = self._model.config.n_positions
        self.vocabulary: int = self._model.config.vocab_size
        self.end: int = self._tokenizer.eos_token_id

    def encode(self, text: str) -> list[int]:
        """Token ids of a text, nothing added."""
        ids: list[int] = self._tokenizer(text, verbose=False)["input_ids"]
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """The text of token ids; special tokens are left out, bytes that are no UTF-8 become U+FFFD."""
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text

    def tokens(self) -> list[str]:
        """The vocabulary as the tokenizer writes it."""
        return list(self._tokenizer.get_vocab())

    def context(self, prompt: str, room: int) -> list[int]:
        """The ids a continuation of `room` tokens starts from: the last ones that leave room, or end-of-text alone."""
        return self.encode(prompt)[-(self.window - room) :] or [self.end]

    @torch.inference_mode()
    def log_probs(self, rows: Sequence[Sequence[int]], last: int = 0) -> np.ndarray:
        """Natural log-probabilities of the next token for rows of equal length: [B, T, V], or of the `last` steps."""
        output = self._model(input_ids=torch.tensor([list(row) for row in rows]), logits_to_keep=last)
        array: np.ndarray = torch.log_softmax(output.logits.float(), dim=-1).numpy()
        return array

    def next_log_probs(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        """Natural log-probabilities of the token after each row, [B, V]; rows of any lengths, never padded."""
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, row in enumerate(rows):
            by_length[len(row)].append(index)
        answer = np.empty((len(rows), self.vocabulary), dtype=np.float32)
        for indices in by_length.values():
            answer[indices] = self.log_probs([rows[index] for index in indices], last=1)[:, 0]
        return answer

    def token_nats(self, context: Sequence[int], tokens: Sequence[int]) -> np.ndarray:
        """The loss of each of `tokens` after `context` (at least one id), in nats."""
        if not tokens:
            return np.zeros(0)
        table = self.log_probs([[*context, *tokens[:-1]]], last=len(tokens))[0]
        nats: np.ndarray = -table[np.arange(len(tokens)), list(tokens)].astype(np.float64)
        return nats

    @torch.inference_mode()
    def sample(self, context: Sequence[int], count: int, length: int, rng: np.random.Generator) -> list[list[int]]:
        """`count` continuations drawn at temperature 1 from the whole distribution, cut before end-of-text."""
        step = torch.tensor([list(context)]).repeat(count, 1)
        cache, drawn = None, []
        for _ in range(length):
            output = self._model(input_ids=step, past_key_values=cache, use_cache=True, logits_to_keep=1)
            cache = output.past_key_values
            cumulated = torch.softmax(output.logits[:, -1].double(), dim=-1).cumsum(-1).numpy()
            places = rng.random((count, 1)) * cumulated[:, -1:]
            drawn.append((cumulated <= places).sum(axis=1))
            step = torch.tensor(drawn[-1])[:, None]
        return [self._until_end(row) for row in np.stack(drawn, axis=1).tolist()]

    def _until_end(self, ids: list[int]) -> list[int]:
        return ids[: ids.index(self.end)] if self.end in ids else ids


@dataclass(frozen=True, slots=True)
class Greedy:
    """Greedy decoding of one prompt: every text that counts as greedy, and the best path itself.

    `gap` is the smallest distance, in nats, between the best token and the second-best along that path.
    """

    texts: frozenset[str]
    ids: tuple[int, ...]
    ended: bool
    gap: float


@dataclass(slots=True)
class _Path:
    prompt: int
    context: list[int]
    best: bool
    ids: list[int] = field(default_factory=list)
    gap: float = float("inf")


def greedy(
    model: CausalModel, contexts: Sequence[Sequence[int]], length: int, *, tie: float = 1e-3, most: int = 64
) -> list[Greedy]:
    """Greedy continuations of at most `length` tokens.

    Two right programs add the same numbers in another order, so that tokens whose log-probabilities lie within
    `tie` of each other may change places, and all that follows changes with them. So every token within `tie` of
    the best is followed, each along its own prefix, and an answer is greedy when its text is that of one of the
    paths. This compares texts with texts: the ids behind an answer's text cannot be recovered from it, as two
    paths may spell the same text. At most `most` paths are followed a prompt, the first found; near-ties are
    rare, and a model without any has one path.
    """
    live = [_Path(index, list(context), best=True) for index, context in enumerate(contexts)]
    finished: list[tuple[_Path, bool]] = []
    for _ in range(length):
        if not live:
            break
        table = model.next_log_probs([path.context + path.ids for path in live])
        followed: list[_Path] = []
        paths_of = defaultdict[int, int](int)
        for path, row in zip(live, table, strict=True):
            order = np.argsort(-row, kind="stable")
            path.gap = min(path.gap, float(row[order[0]] - row[order[1]]))
            for rank, token in enumerate(order[:most].tolist()):
                if row[order[0]] - row[token] > tie or paths_of[path.prompt] >= most:
                    break
                paths_of[path.prompt] += 1
                child = _Path(path.prompt, path.context, path.best and rank == 0, [*path.ids], path.gap)
                if token == model.end:
                    finished.append((child, True))
                else:
                    child.ids.append(token)
                    followed.append(child)
        live = followed
    finished += [(path, False) for path in live]
    return [_gather(model, [item for item in finished if item[0].prompt == index]) for index in range(len(contexts))]


def _gather(model: CausalModel, paths: list[tuple[_Path, bool]]) -> Greedy:
    best, ended = next((path, ended) for path, ended in paths if path.best)
    return Greedy(frozenset(model.decode(path.ids) for path, _ in paths), tuple(best.ids), ended, best.gap)
