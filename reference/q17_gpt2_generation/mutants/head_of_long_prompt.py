from .solution import Solution as Reference


class Solution(Reference):
    """Keeps the beginning of a long prompt, as a tokenizer truncates by default, and so continues its middle."""

    def encode(self, prompts, room):
        rows = [self.tokenizer(prompt, verbose=False)["input_ids"][: self.window - room] for prompt in prompts]
        rows = [row or [self.tokenizer.eos_token_id] for row in rows]
        return dict(self.tokenizer.pad({"input_ids": rows}, return_tensors="pt"))
