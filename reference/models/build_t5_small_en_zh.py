"""Trains the small English-Chinese T5 of questions 10, 18 and 28: `python -m reference.models.build_t5_small_en_zh`.

The outcome lies ready-made in `t5_small_en_zh/`; `t5_small_en_zh.md` is its card. One thread and a budget in steps,
so that the same machine gives the same weights again; another one may differ in the last bits.
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

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

from reference.data import en_zh
from reference.data.en_zh import Pair

FOLDER = Path(__file__).parent / "t5_small_en_zh"
PAD, END = "<pad>", "</s>"
SEED = 10
PAIRS = 20_000
HELD_OUT = 300
VOCABULARY = 600
LONGEST = 128
BATCH = 32
STEPS = 3000
PEAK_RATE = 3e-3
WARM_UP = 200


def build_tokenizer(corpus: Sequence[str], folder: Path) -> None:
    """Train a byte-level BPE that joins no Chinese characters, and save it as a fast tokenizer that ends texts."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(r"\p{Han}"), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[PAD, END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"$A {END}", special_tokens=[(END, tokenizer.token_to_id(END))]
    )
    make: Any = PreTrainedTokenizerFast
    fast = make(
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        model_max_length=LONGEST,
        model_input_names=["input_ids", "attention_mask"],
        clean_up_tokenization_spaces=False,
    )
    fast.save_pretrained(folder)


def train(pairs: Sequence[Pair], tokenizer: Any) -> Any:
    """Train on batches of pairs of about the same length, in an order drawn anew for each pass."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    make: Any = T5Config
    config = make(
        vocab_size=len(tokenizer), d_model=128, d_kv=32, d_ff=224, num_layers=2, num_decoder_layers=2, num_heads=4,
        dropout_rate=0.0, feed_forward_proj="relu", relative_attention_num_buckets=16,
        pad_token_id=tokenizer.pad_token_id, eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    model: Any = T5ForConditionalGeneration(config).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate)
    batches: list[list[Pair]] = []
    for step in range(STEPS):
        if not batches:
            batches = _batches(pairs, rng)
        batch = batches.pop()
        source = tokenizer([pair.source for pair in batch], padding=True, return_tensors="pt")
        labels = tokenizer([pair.target for pair in batch], padding=True, return_tensors="pt")["input_ids"]
        labels = labels.masked_fill(labels == tokenizer.pad_token_id, -100)
        loss = model(**source, labels=labels).loss
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 250 == 249:
            print(f"step {step + 1}: {loss.item():.5f} nats a token", flush=True)
    return model.eval()


def _batches(pairs: Sequence[Pair], rng: np.random.Generator) -> list[list[Pair]]:
    order = sorted(rng.permutation(len(pairs)).tolist(), key=lambda index: len(pairs[index].target))
    batches = [[pairs[index] for index in order[start : start + BATCH]] for start in range(0, len(order), BATCH)]
    return [batches[index] for index in rng.permutation(len(batches)).tolist()]


def _rate(step: int) -> float:
    """Linear warm-up, then a cosine down to a hundredth."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (STEPS - WARM_UP)))


def save(model: Any, folder: Path) -> None:
    """Save the weights in half precision under a configuration that has them loaded in single precision.

    The configuration asks for dropout as the original's does, so that fine-tuning, or a forgotten `eval()`,
    behaves as it would there.
    """
    model.half().save_pretrained(folder)
    path = folder / "config.json"
    config = json.loads(path.read_text()) | {"dtype": "float32", "dropout_rate": 0.1}
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)  # a sandbox reads it as another user


@torch.inference_mode()
def exact(folder: Path, pairs: Sequence[Pair], beams: int) -> float:
    """The share of pairs that what was saved translates to the letter."""
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    right = 0
    for start in range(0, len(pairs), 50):
        batch = pairs[start : start + 50]
        inputs = tokenizer([pair.source for pair in batch], padding=True, return_tensors="pt")
        ids = model.generate(**inputs, max_new_tokens=40, num_beams=beams, do_sample=False)
        texts = tokenizer.decode(ids, skip_special_tokens=True)
        right += sum(text == pair.target for text, pair in zip(texts, batch, strict=True))
    return right / len(pairs)


def main() -> None:
    """Build everything into a folder and print what the card says about it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "t5_small_en_zh")
    folder: Path = parser.parse_args().folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder.mkdir(parents=True, exist_ok=True)
    parts = en_zh.make(SEED, PAIRS, HELD_OUT)
    build_tokenizer([text for pair in parts.train for text in (pair.source, pair.target)], folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    save(train(parts.train, tokenizer), folder)
    for beams in (1, 4):
        print(f"{beams} beams: {exact(folder, parts.held_out, beams):.4f} of {HELD_OUT} held-out pairs exact")
    office = en_zh.make(SEED, 0, HELD_OUT, "office").held_out
    print(f"office, greedy: {exact(folder, office, 1):.4f} of {HELD_OUT} exact")
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        print(f"{path.name} {len(content)} {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
