"""An encoder-decoder checkpoint as the grader reads it: single precision, no padding, one token a step.

Nothing here goes through `generate`: what a candidate's answer is held against must not share its padding, masks,
search or stopping.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

NEVER = float("-inf")


class Seq2SeqModel:
    """A model in evaluation mode, as `from_pretrained` leaves it, and its tokenizer."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
        options = self._model.generation_config
        self.longest: int = self._tokenizer.model_max_length
        self.start: int = options.decoder_start_token_id
        self.end: int = self._tokenizer.eos_token_id
        self.special: tuple[str, ...] = tuple(self._tokenizer.all_special_tokens)
        self._forced_end: int | None = options.forced_eos_token_id
        self._banned = [words[0] for words in options.bad_words_ids or () if len(words) == 1]

    def encode(self, text: str) -> list[int]:
        """The ids of a source: the first `longest` of them, the last of which ends it."""
        ids: list[int] = self._tokenizer(text, truncation=True, max_length=self.longest)["input_ids"]
        return ids

    def count(self, text: str, *, target: bool = False) -> int:
        """How many tokens the tokenizer reads in a text, nothing cut off or added; of a target with `target`."""
        texts = {"text_target": text} if target else {"text": text}
        return len(self._tokenizer(**texts, add_special_tokens=False, verbose=False)["input_ids"])

    def decode(self, ids: Sequence[int]) -> str:
        """The text of token ids; special tokens are left out, bytes that are no UTF-8 become U+FFFD."""
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=True)
        return text

    def plain(self, text: str) -> str:
        """An answer without special tokens and white space at its ends, for comparisons that are not about them."""
        for token in self.special:
            text = text.replace(token, "")
        return text.strip()

    @torch.inference_mode()
    def steps(self, sources: Sequence[Sequence[int]]) -> Steps:
        """Decoding of sources (ids) of one length."""
        hidden = self._model.get_encoder()(input_ids=torch.tensor([list(source) for source in sources]))[0]
        return Steps(self, hidden)

    def forward(self, hidden: torch.Tensor, tokens: torch.Tensor, cache: Any) -> Any:
        """The decoder's output for one more token [B, 1] over the encoder's states [B, T, H]."""
        return self._model(encoder_outputs=(hidden,), decoder_input_ids=tokens, past_key_values=cache, use_cache=True)

    def restrict(self, table: np.ndarray, *, last: bool) -> np.ndarray:
        """Log-probabilities [B, V] as the checkpoint's generation settings change them.

        Some checkpoints ban tokens (their pad), or let nothing but the end stand at the last step.
        """
        table[:, self._banned] = NEVER
        if last and self._forced_end is not None:
            table[:] = NEVER
            table[:, self._forced_end] = 0.0
        return table


class Steps:
    """The decoder over sources of one length: a token a step and row, keys and values kept from step to step."""

    def __init__(self, model: Seq2SeqModel, hidden: torch.Tensor) -> None:
        self._model = model
        self._hidden = hidden
        self._cache: Any = None

    @torch.inference_mode()
    def next(self, rows: Sequence[int], tokens: Sequence[int], *, last: bool = False) -> np.ndarray:
        """Natural log-probabilities [B, V] after one more token in each of B rows.

        `rows` says which row of the step before each one goes on (of the sources, at the first): a row may be
        dropped, or go on twice. `last` says that no step follows.
        """
        places = torch.tensor(list(rows))
        self._hidden = self._hidden[places]
        if self._cache is not None:
            self._cache.reorder_cache(places)
        output = self._model.forward(self._hidden, torch.tensor(list(tokens))[:, None], self._cache)
        self._cache = output.past_key_values
        table: np.ndarray = torch.log_softmax(output.logits[:, -1].double(), dim=-1).numpy()
        return self._model.restrict(table, last=last)


def by_length(sources: Sequence[Sequence[int]]) -> list[list[int]]:
    """The places of sources of each length."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, source in enumerate(sources):
        places[len(source)].append(place)
    return list(places.values())
