"""Windows cut by hand: question and context are made tokens apart, and each window is put together from their numbers.

Start and end are chosen by probability: the soft-max runs over all windows of a context together.
"""

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForQuestionAnswering

ROOM = 220
"""Tokens of the context in a window."""
STEP = 120
LONGEST = 25
BATCH = 8


class Solution:
    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        self.device = device
        self.tokenizer = Tokenizer.from_file(f"{checkpoint}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.model = AutoModelForQuestionAnswering.from_pretrained(checkpoint).float().to(device).eval()
        self.begin, self.end = map(self.tokenizer.token_to_id, ("[CLS]", "[SEP]"))

    def answer(self, questions: list[str], contexts: list[str]) -> list[dict]:
        return [self.one(question, context) for question, context in zip(questions, contexts, strict=True)]

    def one(self, question: str, context: str) -> dict:
        asked = self.tokenizer.encode(question, add_special_tokens=False).ids
        read = self.tokenizer.encode(context, add_special_tokens=False)
        if not context.strip() or not read.ids:
            return {"answer": "", "start": 0, "end": 0, "score": 0.0}
        head = [self.begin, *asked, self.end]
        starts = range(0, max(1, len(read.ids) - (ROOM - STEP)), STEP)
        rows = [[*head, *read.ids[start : start + ROOM], self.end] for start in starts]
        spans = torch.cat([self.spans(rows[at : at + BATCH], len(head)) for at in range(0, len(rows), BATCH)])
        total = spans.flatten().logsumexp(0)
        best = int(spans.argmax())
        window, rest = divmod(best, ROOM * LONGEST)
        first, length = divmod(rest, LONGEST)
        first += window * STEP
        start, end = read.offsets[first][0], read.offsets[first + length][1]
        score = float((spans.flatten()[best] - total).exp())
        return {"answer": context[start:end], "start": start, "end": end, "score": score}

    @torch.inference_mode()
    def spans(self, rows: list[list[int]], head: int) -> torch.Tensor:
        """Sums of logits [windows, ROOM, LONGEST]: of a start and an end so many tokens behind it."""
        longest = max(map(len, rows))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows], device=self.device)
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows], device=self.device)
        inputs = {"input_ids": ids, "attention_mask": mask}
        if hasattr(self.model.config, "type_vocab_size"):
            inputs["token_type_ids"] = (torch.arange(longest, device=self.device) >= head).long() * mask
        output = self.model(**inputs)
        sums = torch.full((len(rows), ROOM, LONGEST), -torch.inf)
        for place, row in enumerate(rows):
            size = len(row) - head - 1
            first, last = (
                logits[place, head : head + size].cpu() for logits in (output.start_logits, output.end_logits)
            )
            for length in range(min(LONGEST, size)):
                sums[place, : size - length, length] = first[: size - length] + last[length:]
        return sums
