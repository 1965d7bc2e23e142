import torch

from .solution import Solution as Reference


class Solution(Reference):
    """Masks the pads in the encoder, runs it once, and forgets the mask when the decoder reads its states."""

    def generate(self, batch, num_beams, max_new_tokens):
        states = self.model.get_encoder()(**batch)
        seen = {"encoder_outputs": states, "attention_mask": torch.ones_like(batch["attention_mask"])}
        return super().generate(seen, num_beams, max_new_tokens)
