"""The prompts of question 17, and what the reference model makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from harness.question import DataRequest
from reference.models.causal import CausalModel, Greedy, greedy
from reference.models.checkpoints import GPT2
from reference.models.gpt2_text import texts

QUALITY_LENGTH = 12
"""Tokens asked for after each held-out prompt."""

PROMPTS = (
    "The film is",
    "What a",
    "The governor of the state said that",
    "The best thing about this movie is the",
    "A funny and moving story about two brothers who",
    "It was not",
    "Last week the city council voted to",
    "Although the acting is good, the plot",
    "The president",
    "The senators who voted for the bill have",
    "Every year, thousands of people lose their",
    "Her best work in",
    "There is no doubt that the new rules will",
    "At the end of the second act, when everybody in the house has gone to sleep and the old man is alone with a dog,",
    "We need better schools, better roads and, above all, a government that",
    "The picture has charm, wit and a cast that knows how to use them; what it does not have, and badly needs, is",
)
"""Made up for the checks, so that messages may show them."""

FINISHED = ("It works.", "The story is too long and the jokes are not funny.", "We need better schools.")
"""Whole sentences, after which the small model ends the text soon."""

OPEN = ("The best thing about this movie is the", "The governor of the state said that")
"""Prompts that leave much open, for sampling."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A held-out prompt, its ids, and its greedy continuation of `QUALITY_LENGTH` tokens."""

    prompt: str
    ids: tuple[int, ...]
    greedy: Greedy


class GenerationData:
    """The grader's model, the held-out prompts, and what greedy decoding gives."""

    def __init__(self, model: CausalModel, held_out: Sequence[HeldOut]) -> None:
        self.model = model
        self.held_out = tuple(held_out)
        self._greedy: dict[tuple[str, int], Greedy] = {}

    def greedy(self, prompts: Sequence[str], length: int) -> list[Greedy]:
        """Greedy decoding of at most `length` tokens after each prompt, computed once."""
        new = [prompt for prompt in dict.fromkeys(prompts) if (prompt, length) not in self._greedy]
        answers = greedy(self.model, [self.model.context(prompt, length) for prompt in new], length)
        self._greedy |= {(prompt, length): answer for prompt, answer in zip(new, answers, strict=True)}
        return [self._greedy[prompt, length] for prompt in prompts]

    def clear_prompts(self, length: int) -> list[str]:
        """The made-up prompts whose greedy continuation passes no near-tie: floating point cannot change it."""
        return [
            prompt for prompt, answer in zip(PROMPTS, self.greedy(PROMPTS, length), strict=True) if answer.gap > 1e-2
        ]

    def unfinished_prompts(self, length: int) -> list[str]:
        """The clear ones after which greedy decoding fills all of `length` without an end; eight at most."""
        prompts = self.clear_prompts(length)
        rights = self.greedy(prompts, length)
        return [prompt for prompt, right in zip(prompts, rights, strict=True) if not right.ended][:8]

    def long_prompts(self) -> list[str]:
        """Made-up prompts of more tokens than the window holds, each with another ending."""
        whole = " ".join(f"{prompt} and so on." for prompt in PROMPTS)
        while len(self.model.encode(whole)) < self.model.window:
            whole = f"{whole} {whole}"
        return [f"{whole} {prompt}" for prompt in PROMPTS[:4]]


def make_data(request: DataRequest) -> GenerationData:
    """The data of one exam: 64 held-out prompts, 16 when a fast one is asked for."""
    model = CausalModel(GPT2.folder(request.profile))
    rng = np.random.default_rng([request.seed, 17])
    held_out = held_out_prompts(model, texts("held_out"), 16 if request.fast else 64, rng)
    return GenerationData(model, held_out)


def held_out_prompts(model: CausalModel, sources: Sequence[str], count: int, rng: np.random.Generator) -> list[HeldOut]:
    """Beginnings of texts that the model has not seen, of unequal lengths in tokens, cut between words.

    Taken are those after which greedy decoding fills all of `QUALITY_LENGTH` without an end (so that a missing
    token is known to be missing), passes no near-tie (so that there is one right text) and spells a text that is
    read back as the same tokens (so that the loss of the text is the loss of the tokens).
    """
    lengths = (6, 8, 11, 14, 18, 24, 32, 40)
    candidates = _beginnings(model, sources, lengths, rng)
    taken: list[HeldOut] = []
    for start in range(0, len(candidates), 2 * count):
        some = candidates[start : start + 2 * count]
        for (prompt, ids), answer in zip(some, greedy(model, [ids for _, ids in some], QUALITY_LENGTH), strict=True):
            if answer.ended or answer.gap < 1e-2 or tuple(model.encode(model.decode(answer.ids))) != answer.ids:
                continue
            taken.append(HeldOut(prompt, tuple(ids), answer))
            if len(taken) == count:
                return taken
    raise ValueError(f"only {len(taken)} of {count} held-out prompts could be used")


def _beginnings(
    model: CausalModel, sources: Sequence[str], lengths: Sequence[int], rng: np.random.Generator
) -> list[tuple[str, list[int]]]:
    """One beginning of each text, drawn from those that are as many tokens long as `lengths` allow.

    Few different lengths let the grader decode many prompts at a time without a pad.
    """
    found: list[tuple[str, list[int]]] = []
    for index in rng.permutation(len(sources)).tolist():
        words = sources[index].split()
        prompts = [" ".join(words[:count]) for count in range(1, min(len(words), max(lengths)))]
        fitting = [(prompt, ids) for prompt in prompts if len(ids := model.encode(prompt)) in lengths]
        if fitting:
            found.append(fitting[int(rng.integers(len(fitting)))])
    return found
