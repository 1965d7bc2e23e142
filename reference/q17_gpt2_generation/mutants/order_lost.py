from .solution import Solution as Reference


class Solution(Reference):
    """Sorts the prompts by length to save pads, and forgets to sort back."""

    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        return super().generate(sorted(prompts, key=len), max_new_tokens, num_return_sequences, do_sample)
