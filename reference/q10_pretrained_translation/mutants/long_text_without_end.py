from .solution import Solution as Reference


class Solution(Reference):
    """Cuts the ids by hand, and with them the end token."""

    def encode(self, sentences):
        batch = self.tokenizer(sentences, padding=True, return_tensors="pt", verbose=False)
        longest = self.tokenizer.model_max_length
        return {name: batch[name][:, :longest] for name in ("input_ids", "attention_mask")}
