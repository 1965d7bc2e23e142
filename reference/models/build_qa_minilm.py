"""Trains the question-answering change to MiniLM: `python -m reference.models.build_qa_minilm [FILE]`.

The outcome lies ready-made in `qa_minilm/delta.safetensors`; `harness prepare` merges it into the encoder, and
`qa_minilm.md` is its card. One thread and a budget in steps, so that the same machine gives the same change again.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn import functional
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from reference.data import qa
from reference.data.qa import QuestionItem
from reference.models import low_rank
from reference.models.minilm import MINILM

SEED = 1100
"""No exam's seed should be this one: its items were trained on."""

ITEMS = 3600
HELD_OUT = 200
RANK = 8
BATCH = 12
STEPS = 300
PEAK_RATE = 2e-3
WARM_UP = 30


def encode(items: Sequence[QuestionItem], tokenizer: Any) -> tuple[Any, torch.Tensor, list[list[tuple[int, int]]]]:
    """Model inputs [B, T], the first and the last token of each answer [B, 2], and each context token's characters."""
    inputs = tokenizer(
        [item.question for item in items], [item.context for item in items],
        padding=True, return_tensors="pt", return_offsets_mapping=True,
    )  # fmt: skip
    offsets = inputs.pop("offset_mapping").tolist()
    spans, characters = [], []
    for row, item in enumerate(items):
        sequence = inputs.sequence_ids(row)
        own = [tuple(offsets[row][t]) if sequence[t] == 1 else (-1, -1) for t in range(len(sequence))]
        end = item.start + len(item.answer)
        inside = [t for t, (start, stop) in enumerate(own) if start < end and stop > item.start]
        spans.append([inside[0], inside[-1]])
        characters.append(own)
    return inputs, torch.tensor(spans), characters


def train(items: Sequence[QuestionItem], tokenizer: Any, folder: Path) -> Any:
    """Train the low-rank change and the span head; all else stays as it is."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    model: Any = AutoModelForQuestionAnswering.from_pretrained(folder, dtype=torch.float32)
    model.bert.requires_grad_(False)
    low_rank.adapt(model.bert.encoder, RANK)
    model.eval()  # so short a training wants no dropout
    optimizer = torch.optim.AdamW([one for one in model.parameters() if one.requires_grad], lr=PEAK_RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate)
    order: list[int] = []
    for step in range(STEPS):
        if len(order) < BATCH:
            order = rng.permutation(len(items)).tolist()
        batch = [items[order.pop()] for _ in range(BATCH)]
        inputs, spans, _ = encode(batch, tokenizer)
        output = model(**inputs)
        losses = [functional.cross_entropy(output.start_logits, spans[:, 0])]
        losses += [functional.cross_entropy(output.end_logits, spans[:, 1])]
        loss = torch.stack(losses).mean()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 20 == 19:
            print(f"step {step + 1}: {loss.item():.3f} nats", flush=True)
    return model


def _rate(step: int) -> float:
    """Linear warm-up, then a cosine down to nothing."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (STEPS - WARM_UP)))


def save(model: Any, file: Path) -> None:
    """Write the change and the head in half precision."""
    tensors = dict(low_rank.changes(model))
    tensors = {name: tensor.contiguous() for name, tensor in tensors.items()}
    prefixed = {f"bert.encoder.{name}" if name.startswith("layer.") else name: one for name, one in tensors.items()}
    prefixed["qa_outputs.weight"] = model.qa_outputs.weight.detach().half()
    prefixed["qa_outputs.bias"] = model.qa_outputs.bias.detach().half()
    save_file(prefixed, file)


@torch.inference_mode()
def exact(model: Any, tokenizer: Any, items: Sequence[QuestionItem]) -> float:
    """The share of items whose best span of at most 30 tokens is the answer to the letter."""
    right = 0
    for item in items:
        inputs, _, (characters,) = encode([item], tokenizer)
        output = model(**inputs)
        scores = output.start_logits[0][:, None] + output.end_logits[0][None, :]
        allowed = torch.tensor([start >= 0 for start, _ in characters])
        band = torch.ones_like(scores).triu().tril(29).bool() & allowed[:, None] & allowed[None, :]
        first, last = divmod(int(scores.masked_fill(~band, -math.inf).argmax()), scores.shape[1])
        right += item.context[characters[first][0] : characters[last][1]] == item.answer
    return right / len(items)


def main() -> None:
    """Train, save, and print what the card says about it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "delta.safetensors")
    file: Path = parser.parse_args().file
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    tokenizer = AutoTokenizer.from_pretrained(MINILM.folder)
    parts = qa.make(SEED, ITEMS, HELD_OUT)
    model = train(parts.train, tokenizer, MINILM.folder)
    save(model, file)
    print(f"{exact(model, tokenizer, parts.held_out):.3f} of {HELD_OUT} held-out items exact, before rounding")
    print(f"{file.name} {file.stat().st_size} {hashlib.sha256(file.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
