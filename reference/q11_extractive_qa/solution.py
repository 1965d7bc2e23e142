"""The reference: overlapping windows from the tokenizer, and the best span of any of them by the sum of two logits."""

import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

WINDOW = 384
"""Tokens that the model reads at once, of the question and of a part of the context."""
SHARED = 128
"""Tokens of the context that a window shares with the one before: no answer is cut in both."""
LONGEST = 30
"""Tokens in an answer."""
BATCH = 16


class Solution:
    """Reads each context in windows, those of like lengths together."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint, padding_side="right")
        self.model = AutoModelForQuestionAnswering.from_pretrained(checkpoint, dtype=torch.float32).to(device).eval()

    def answer(self, questions: list[str], contexts: list[str]) -> list[dict]:
        """The best span of each context, with the sum of its start's and its end's logit as the score."""
        best = [{"answer": "", "start": 0, "end": 0, "score": -1e4} for _ in questions]
        windows = self.windows(questions, contexts)
        order = sorted(range(len(windows)), key=lambda place: len(windows[place]["offsets"]))
        for first in range(0, len(order), BATCH):
            batch = [windows[place] for place in order[first : first + BATCH]]
            for window, (score, start, end) in zip(batch, self.read(batch), strict=True):
                item = window["item"]
                if score > best[item]["score"]:
                    text = contexts[item][start:end]
                    best[item] = {"answer": text, "start": start, "end": end, "score": score}
        return best

    def windows(self, questions: list[str], contexts: list[str]) -> list[dict]:
        """The windows of all contexts that are not blank.

        A window has the model's `inputs`, the characters of each token in its text (`offsets`), whether the token is
        the context's `own`, and the place of its `item`.
        """
        items = [item for item, context in enumerate(contexts) if context.strip()]
        if not items:
            return []
        encoded = self.tokenizer(
            [questions[item] for item in items],
            [contexts[item] for item in items],
            truncation="only_second",
            max_length=WINDOW,
            stride=SHARED,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        windows = [
            {
                "inputs": {name: encoded[name][row] for name in self.tokenizer.model_input_names},
                "offsets": encoded["offset_mapping"][row],
                "own": [side == 1 for side in encoded.sequence_ids(row)],
                "item": items[sample],
            }
            for row, sample in enumerate(encoded["overflow_to_sample_mapping"])
        ]
        return [window for window in windows if any(window["own"])]

    @torch.inference_mode()
    def read(self, windows: list[dict]) -> list[tuple[float, int, int]]:
        """The best span of each window: its score and its characters."""
        inputs = self.tokenizer.pad([window["inputs"] for window in windows], return_tensors="pt")
        output = self.model(**inputs.to(self.device))
        return [
            self.best(window, starts, ends)
            for window, starts, ends in zip(windows, output.start_logits, output.end_logits, strict=True)
        ]

    def best(self, window: dict, starts: torch.Tensor, ends: torch.Tensor) -> tuple[float, int, int]:
        """The span with the largest sum of logits of those that may be an answer: its score and its characters."""
        sums = (starts[:, None] + ends).masked_fill(~self.allowed(window["own"], len(starts)), -torch.inf)
        score, place = sums.flatten().max(0)
        first, last = divmod(int(place), len(ends))
        return float(score), window["offsets"][first][0], window["offsets"][last][1]

    def allowed(self, own: list[bool], length: int) -> torch.Tensor:
        """Which spans [start, end] may be an answer: of the context's tokens, not ending before they begin."""
        real = torch.tensor(own + [False] * (length - len(own)), device=self.device)
        return (real[:, None] & real).triu().tril(LONGEST - 1)
