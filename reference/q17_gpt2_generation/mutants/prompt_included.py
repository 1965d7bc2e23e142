from .solution import Solution as Reference


class Solution(Reference):
    """Gives back the prompt and its continuation."""

    def generate(self, prompts, max_new_tokens, num_return_sequences, do_sample):
        answers = super().generate(prompts, max_new_tokens, num_return_sequences, do_sample)
        return [[prompt + text for text in texts] for prompt, texts in zip(prompts, answers, strict=True)]
