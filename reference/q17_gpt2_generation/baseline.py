"""The naive answer: random tokens of the vocabulary."""

import random

from transformers import AutoTokenizer


class Solution:
    """Draws every token uniformly."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        self.random = random.Random(seed)
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)

    def generate(
        self, prompts: list[str], max_new_tokens: int, num_return_sequences: int, do_sample: bool
    ) -> list[list[str]]:
        """Random continuations of `max_new_tokens` tokens."""
        return [[self.babble(max_new_tokens) for _ in range(num_return_sequences)] for _ in prompts]

    def babble(self, length: int) -> str:
        """That many random tokens as text."""
        ids = [self.random.randrange(len(self.tokenizer)) for _ in range(length)]
        return self.tokenizer.decode(ids, skip_special_tokens=True)
