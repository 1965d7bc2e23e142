from .solution import Solution as Reference


class Solution(Reference):
    """Takes max_new_tokens for the number of steps after the first."""

    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        return super().generate(prompts, max_new_tokens + 1, num_return_sequences, do_sample)
