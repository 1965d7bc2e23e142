from .solution import Solution as Reference


class Solution(Reference):
    """Samples whatever is asked for."""

    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        return super().generate(prompts, max_new_tokens, num_return_sequences, True)
