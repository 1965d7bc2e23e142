"""A decoding loop by hand, one prompt at a time: no padding, keys and values kept from step to step."""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


class Solution:
    """Feeds the prompt once, then one token a step for all samples of that prompt."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        self.device = device
        self.random = torch.Generator(device=device).manual_seed(seed)
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.model = AutoModelForCausalLM.from_pretrained(checkpoint, dtype=torch.float32).to(device).eval()
        self.end = self.tokenizer.eos_token_id

    def generate(
        self, prompts: list[str], max_new_tokens: int, num_return_sequences: int, do_sample: bool
    ) -> list[list[str]]:
        """Continue each prompt by itself."""
        answers = []
        for prompt in prompts:
            ids = self.tokenizer(prompt, verbose=False)["input_ids"]
            ids = ids[-(self.model.config.n_positions - max_new_tokens) :] or [self.end]
            texts = self.decode(ids, max_new_tokens, num_return_sequences if do_sample else 1, do_sample)
            answers.append(texts if do_sample else texts * num_return_sequences)
        return answers

    @torch.inference_mode()
    def decode(self, ids: list[int], length: int, count: int, sample: bool) -> list[str]:
        step = torch.tensor([ids] * count, device=self.device)
        new = torch.empty(count, 0, dtype=torch.long, device=self.device)
        ended = torch.zeros(count, dtype=torch.bool, device=self.device)
        cache = None
        while new.shape[1] < length and not ended.all():
            output = self.model(input_ids=step, past_key_values=cache, use_cache=True)
            cache, logits = output.past_key_values, output.logits[:, -1]
            if sample:
                step = torch.multinomial(logits.softmax(-1), 1, generator=self.random)
            else:
                step = logits.argmax(-1, keepdim=True)
            step[ended] = self.end
            ended |= step[:, 0] == self.end
            new = torch.cat([new, step], dim=1)
        return [self.tokenizer.decode(row[: self.before_end(row)]) for row in new.tolist()]

    def before_end(self, row: list[int]) -> int:
        return row.index(self.end) if self.end in row else len(row)
