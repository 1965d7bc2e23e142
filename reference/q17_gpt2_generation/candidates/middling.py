"""Middling: one padded batch with the prompts cut off; but pads are on the right, and long and empty prompts crash."""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


class Solution:
    def __init__(self, *, seed, device, checkpoint):
        torch.manual_seed(seed)
        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.tokenizer.pad_token = self.tokenizer.eos_token
        self.model = AutoModelForCausalLM.from_pretrained(checkpoint).to(device).eval()

    @torch.no_grad()
    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        if not prompts:
            return []
        inputs = self.tokenizer(prompts, padding=True, return_tensors="pt").to(self.device)
        count = num_return_sequences if do_sample else 1
        outputs = self.model.generate(
            **inputs, max_new_tokens=max_new_tokens, num_return_sequences=count, do_sample=do_sample, top_k=0
        )
        texts = self.tokenizer.batch_decode(outputs[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
        answers = [texts[at : at + count] for at in range(0, len(texts), count)]
        return answers if do_sample else [answer * num_return_sequences for answer in answers]
