"""Translate with an encoder-decoder checkpoint through transformers' `generate`."""

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

BATCH = 64


class Solution:
    """Greedy and beam search over batches of sentences of about the same length."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        torch.manual_seed(seed)
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint, dtype=torch.float32).to(device).eval()

    def translate(self, sentences: list[str], num_beams: int, max_new_tokens: int) -> list[str]:
        """One translation a sentence, in their order; a blank sentence has a blank one."""
        answers = [""] * len(sentences)
        rows = [place for place, sentence in enumerate(sentences) if sentence.strip()]
        rows.sort(key=lambda place: len(sentences[place]))
        for start in range(0, len(rows), BATCH):
            places = rows[start : start + BATCH]
            batch = self.encode([sentences[place] for place in places])
            for place, text in zip(places, self.decode(self.generate(batch, num_beams, max_new_tokens)), strict=True):
                answers[place] = text
        return answers

    def encode(self, sentences: list[str]) -> dict[str, torch.Tensor]:
        """Token ids, padded, with the mask that hides the pads; long sentences are cut before their end token."""
        batch = self.tokenizer(sentences, padding=True, truncation=True, return_tensors="pt")
        return {name: batch[name].to(self.model.device) for name in ("input_ids", "attention_mask")}

    @torch.inference_mode()
    def generate(self, batch: dict[str, torch.Tensor], num_beams: int, max_new_tokens: int) -> torch.Tensor:
        """The best sequence of each row. What a checkpoint's settings might ask for beside the search is put back."""
        return self.model.generate(
            **batch,
            num_beams=num_beams,
            max_new_tokens=max_new_tokens,
            do_sample=False,
            length_penalty=1.0,
            early_stopping=False,
        )

    def decode(self, ids: torch.Tensor) -> list[str]:
        """The text of each row, without special tokens."""
        return self.tokenizer.batch_decode(ids, skip_special_tokens=True)
