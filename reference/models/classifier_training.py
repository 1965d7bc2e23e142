"""How the small classifiers of `perception.py` are trained and saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

Draw = Callable[[], Mapping[str, torch.Tensor]]
"""The next batch, as the arguments of the model, with `labels`."""


def train(model: Any, draw: Draw, steps: int, peak_rate: float) -> None:
    """Train for so many batches: AdamW, the rate up to its peak over a tenth of the steps and down along a cosine."""
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=peak_rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, peak_rate, steps, pct_start=0.1)
    for step in range(steps):
        loss = model(**draw()).loss
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 200 == 199:
            print(f"step {step + 1}: {loss.item():.4f} nats", flush=True)
    model.eval()


def save(model: Any, folder: Path) -> None:
    """Save the weights in half precision under a configuration that has them loaded in single precision."""
    model.half().save_pretrained(folder)
    path = folder / "config.json"
    config = json.loads(path.read_text()) | {"dtype": "float32"}
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)


def print_files(folder: Path) -> None:
    """Each file's name, size and SHA-256, as a card has them."""
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        print(f"{path.name} {len(content)} {hashlib.sha256(content).hexdigest()}")
