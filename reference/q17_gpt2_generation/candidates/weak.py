"""Weak: the first script one finds, a prompt at a time; hands back the prompt too, special tokens and all."""

from transformers import AutoModelForCausalLM, AutoTokenizer


class Solution:
    def __init__(self, *, seed, device, checkpoint):
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.model = AutoModelForCausalLM.from_pretrained(checkpoint)

    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        answers = []
        for prompt in prompts:
            inputs = self.tokenizer(prompt, return_tensors="pt")
            outputs = self.model.generate(
                **inputs,
                max_new_tokens=max_new_tokens,
                num_return_sequences=num_return_sequences,
                do_sample=do_sample,
            )
            answers.append([self.tokenizer.decode(output) for output in outputs])
        return answers
