"""GPT-2 written out from its weights: right-padded batches without a cache, each row read at its own last token.

Pads on the right do no harm here, because a causal model never looks to the right and each row's next token is put
where its first pad stands.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional


class Solution:
    """Reads the safetensors file and tokenizer.json by itself; the model is thirty lines of torch."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        folder = Path(checkpoint)
        config = json.loads((folder / "config.json").read_text())
        self.layers, self.heads, self.window = config["n_layer"], config["n_head"], config["n_positions"]
        self.end, self.epsilon = config["eos_token_id"], config["layer_norm_epsilon"]
        weights = load_file(folder / "model.safetensors")
        self.weights = {name.removeprefix("transformer."): value.float().to(device) for name, value in weights.items()}
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.device = device
        self.random = torch.Generator(device=device).manual_seed(seed)

    @torch.inference_mode()
    def generate(
        self, prompts: list[str], max_new_tokens: int, num_return_sequences: int, do_sample: bool
    ) -> list[list[str]]:
        """All rows of all prompts together."""
        count = num_return_sequences if do_sample else 1
        starts = [
            self.tokenizer.encode(prompt).ids[-(self.window - max_new_tokens) :] or [self.end] for prompt in prompts
        ]
        rows = [list(start) for start in starts for _ in range(count)]
        sizes = [len(row) for row in rows]
        live = list(range(len(rows)))
        for _ in range(max_new_tokens):
            if not live:
                break
            logits = self.last_logits([rows[index] for index in live])
            if do_sample:
                tokens = torch.multinomial(logits.softmax(-1), 1, generator=self.random)[:, 0].tolist()
            else:
                tokens = logits.argmax(-1).tolist()
            for index, token in zip(live, tokens, strict=True):
                if token != self.end:
                    rows[index].append(token)
            live = [index for index, token in zip(live, tokens, strict=True) if token != self.end]
        texts = [self.tokenizer.decode(row[size:]) for row, size in zip(rows, sizes, strict=True)]
        groups = [texts[index * count : (index + 1) * count] for index in range(len(prompts))]
        return groups if do_sample else [group * num_return_sequences for group in groups]

    def last_logits(self, rows: list[list[int]]) -> torch.Tensor:
        lengths = torch.tensor([len(row) for row in rows], device=self.device)
        ids = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long, device=self.device)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = torch.tensor(row, device=self.device)
        hidden = self.weights["wte.weight"][ids] + self.weights["wpe.weight"][: ids.shape[1]]
        for layer in range(self.layers):
            name = f"h.{layer}"
            hidden = hidden + self.attend(self.norm(hidden, f"{name}.ln_1"), f"{name}.attn")
            inner = self.linear(self.norm(hidden, f"{name}.ln_2"), f"{name}.mlp.c_fc")
            hidden = hidden + self.linear(functional.gelu(inner, approximate="tanh"), f"{name}.mlp.c_proj")
        last = hidden[torch.arange(len(rows), device=self.device), lengths - 1]
        return self.norm(last, "ln_f") @ self.weights["wte.weight"].T

    def attend(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        batch, steps, width = hidden.shape
        parts = self.linear(hidden, f"{name}.c_attn").view(batch, steps, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.linear(mixed.transpose(1, 2).reshape(batch, steps, width), f"{name}.c_proj")

    def linear(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        return hidden @ self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def norm(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return functional.layer_norm(hidden, hidden.shape[-1:], weight, bias, self.epsilon)
