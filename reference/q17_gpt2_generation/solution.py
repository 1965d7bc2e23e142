"""Generate text with a causal language model through transformers' `generate`."""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


class Solution:
    """Continues prompts greedily or by sampling from the whole distribution."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        torch.manual_seed(seed)
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        # GPT-2 has no pad token. Any will do under a zero mask; the pads stand on the left, so that every row's
        # last column is its last real token.
        self.tokenizer.pad_token = self.tokenizer.eos_token
        self.tokenizer.padding_side = "left"
        self.model = AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32).to(device).eval()
        self.window = self.model.config.n_positions

    def encode(self, prompts: list[str], room: int) -> dict[str, torch.Tensor]:
        """The last tokens of each prompt that leave `room` in the window, padded, with their mask."""
        rows = [self.tokenizer(prompt, verbose=False)["input_ids"] for prompt in prompts]
        rows = [row[-(self.window - room) :] or [self.tokenizer.eos_token_id] for row in rows]
        batch = self.tokenizer.pad({"input_ids": rows}, return_tensors="pt")
        return {name: tensor.to(self.model.device) for name, tensor in batch.items()}

    @torch.inference_mode()
    def generate(
        self, prompts: list[str], max_new_tokens: int, num_return_sequences: int, do_sample: bool
    ) -> list[list[str]]:
        """`num_return_sequences` continuations of each prompt, the prompt itself left out."""
        if not prompts:
            return []
        batch = self.encode(prompts, max_new_tokens)
        drawn = num_return_sequences if do_sample else 1
        options = (
            {"do_sample": True, "temperature": 1.0, "top_k": 0, "top_p": 1.0} if do_sample else {"do_sample": False}
        )
        output = self.model.generate(
            **batch,
            max_new_tokens=max_new_tokens,
            num_return_sequences=drawn,
            pad_token_id=self.tokenizer.pad_token_id,
            **options,
        )
        texts = self.decode(output[:, batch["input_ids"].shape[1] :])
        rows = [texts[start : start + drawn] for start in range(0, len(texts), drawn)]
        # There is one greedy continuation, however many are asked for.
        return rows if do_sample else [row * num_return_sequences for row in rows]

    def decode(self, ids: torch.Tensor) -> list[str]:
        """The text of each row of new ids, exactly as the tokenizer spells it."""
        return self.tokenizer.batch_decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
