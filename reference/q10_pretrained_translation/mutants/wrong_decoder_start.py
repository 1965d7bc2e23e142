from .solution import Solution as Reference


class Solution(Reference):
    """Begins the decoder with the end token, as other families of models do."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        self.model.generation_config.decoder_start_token_id = self.tokenizer.eos_token_id
