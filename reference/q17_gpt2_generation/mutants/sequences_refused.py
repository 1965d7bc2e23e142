from .solution import Solution as Reference


class Solution(Reference):
    """Passes the count on to greedy search, which refuses more than one sequence."""

    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        if num_return_sequences > 1 and not do_sample:
            raise ValueError(f"Greedy methods cannot return {num_return_sequences} sequences.")
        return super().generate(prompts, max_new_tokens, num_return_sequences, do_sample)
