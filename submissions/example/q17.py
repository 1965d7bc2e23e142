"""Question 17: transformers' `generate` over left-padded batches."""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


class Solution:
    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        torch.manual_seed(seed)
        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint, padding_side="left")
        self.tokenizer.pad_token = self.tokenizer.eos_token
        self.model = AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32).to(device).eval()

    @torch.no_grad()
    def generate(
        self, prompts: list[str], max_new_tokens: int, num_return_sequences: int, do_sample: bool
    ) -> list[list[str]]:
        if not prompts:
            return []
        batch = self.tokenizer(prompts, padding=True, truncation=True, return_tensors="pt")
        count = num_return_sequences if do_sample else 1
        output = self.model.generate(
            **batch.to(self.device),
            max_new_tokens=max_new_tokens,
            num_return_sequences=count,
            do_sample=do_sample,
            top_k=0 if do_sample else None,
            pad_token_id=self.tokenizer.pad_token_id,
        )
        texts = self.tokenizer.batch_decode(output[:, batch["input_ids"].shape[1] :], skip_special_tokens=True)
        return [texts[at : at + count] * (num_return_sequences // count) for at in range(0, len(texts), count)]
