"""Trains the small GPT-2 of questions 17, 25, 27 and 29: `python -m reference.models.build_gpt2_small [FOLDER]`.

The outcome lies ready-made in `gpt2_small/`; `gpt2_small.md` is its card. One thread and a budget in steps, so
that the same machine gives the same weights again; another one may differ in the last bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from torch.nn import functional
from transformers import AutoModelForCausalLM, AutoTokenizer, GPT2Config, GPT2LMHeadModel, GPT2Tokenizer

from reference.models.gpt2_text import texts

FOLDER = Path(__file__).parent / "gpt2_small"
END = "<|endoftext|>"
VOCABULARY = 1200
WINDOW = 128
BATCH = 8
STEPS = 3600
PEAK_RATE = 3e-3
WARM_UP = 200


def build_tokenizer(corpus: Sequence[str], folder: Path) -> None:
    """Train a byte-level BPE and save it as the fast tokenizer of a GPT-2 (no pad token, as in the original)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus, trainer)
    fast = GPT2Tokenizer(
        tokenizer_object=tokenizer,
        bos_token=END,
        eos_token=END,
        unk_token=END,
        model_max_length=WINDOW,
        clean_up_tokenization_spaces=False,
    )
    fast.save_pretrained(folder)


def stream(corpus: Sequence[str], tokenizer: Any) -> torch.Tensor:
    """All texts in a row, [N] token ids, each begun and ended by end-of-text."""
    end = tokenizer.eos_token_id
    ids = [end]
    for text in tokenizer(list(corpus), verbose=False)["input_ids"]:
        ids += [*text, end]
    return torch.tensor(ids)


def train(ids: torch.Tensor, vocabulary: int, end: int) -> Any:
    """Train on windows [BATCH, WINDOW] at random places of the stream."""
    torch.manual_seed(17)
    places = torch.Generator().manual_seed(17)
    config = GPT2Config(
        vocab_size=vocabulary, n_positions=WINDOW, n_embd=128, n_layer=2, n_head=4,
        bos_token_id=end, eos_token_id=end, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
    )  # fmt: skip
    model: Any = GPT2LMHeadModel(config).train()
    decayed = [weight for weight in model.parameters() if weight.ndim > 1]
    plain = [weight for weight in model.parameters() if weight.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.1}, {"params": plain, "weight_decay": 0.0}],
        lr=PEAK_RATE, betas=(0.9, 0.98),
    )  # fmt: skip
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate)
    for step in range(STEPS):
        starts = torch.randint(0, len(ids) - WINDOW, (BATCH,), generator=places)
        batch = torch.stack([ids[start : start + WINDOW] for start in starts.tolist()])
        logits = model(input_ids=batch).logits
        loss = functional.cross_entropy(logits[:, :-1].flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 400 == 399:
            print(f"step {step + 1}: {loss.item():.3f} nats a token", flush=True)
    return model.eval()


def _rate(step: int) -> float:
    """Linear warm-up, then a cosine down to a fiftieth."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (STEPS - WARM_UP)))


def save(model: Any, folder: Path) -> None:
    """Save the weights in half precision under a configuration that has them loaded in single precision.

    Every float16 is a float32, so whoever loads this computes with the same numbers. The configuration asks for
    dropout as the original's does, so that fine-tuning, or a forgotten `eval()`, behaves as it would there.
    """
    model.half().save_pretrained(folder)
    path = folder / "config.json"
    config = json.loads(path.read_text()) | {"dtype": "float32"}
    config |= {"attn_pdrop": 0.1, "embd_pdrop": 0.1, "resid_pdrop": 0.1}
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)  # a sandbox reads it as another user


@torch.inference_mode()
def bits_per_byte(folder: Path, corpus: Sequence[str]) -> tuple[float, float]:
    """Bits a byte, and nats a token, of whole texts (each with its end, cut at the window) under what was saved."""
    model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    model.eval()
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    end, nats, size, count = tokenizer.eos_token_id, 0.0, 0, 0
    for text in corpus:
        ids = [end, *tokenizer(text)["input_ids"], end][:WINDOW]
        row = torch.tensor([ids])
        logits = model(input_ids=row).logits
        nats += functional.cross_entropy(logits[0, :-1], row[0, 1:], reduction="sum").item()
        count += len(ids) - 1
        size += len(tokenizer.decode(ids[1:], skip_special_tokens=True).encode())
    return nats / math.log(2) / size, nats / count


def main() -> None:
    """Build everything into a folder and print what the card says about it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "gpt2_small")
    folder: Path = parser.parse_args().folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder.mkdir(parents=True, exist_ok=True)
    corpus = texts("train")
    build_tokenizer(corpus, folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = stream(corpus, tokenizer)
    print(f"{len(corpus)} texts, {sum(len(text.encode()) for text in corpus)} bytes, {len(ids)} tokens", flush=True)
    save(train(ids, len(tokenizer), tokenizer.eos_token_id), folder)
    held_out = texts("held_out")
    bits, nats = bits_per_byte(folder, held_out)
    print(f"held out, {len(held_out)} texts: {bits:.3f} bits a byte, {nats:.3f} nats a token")
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        print(f"{path.name} {len(content)} {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
