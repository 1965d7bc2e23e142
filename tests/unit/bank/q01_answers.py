"""Answers to question 1 by kind, with what a fair reader finds in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Written:
    """An answer; `shows` names the points that it makes, `least` the coverage that it must reach at least."""

    name: str
    text: str
    shows: frozenset[str] = frozenset()
    least: float = 1.0


@dataclass(frozen=True)
class Said:
    """A sentence or a few about one point: does the point count?"""

    point: str
    counts: bool
    text: str


def _answers(kind: str) -> list[Written]:
    return [
        Written(
            f"{row['name']}-round{row.get('round', 1)}",
            row["text"],
            frozenset(row.get("shows", ())),
            row.get("least", 1.0),
        )
        for row in _TABLES[kind]
    ]


FULL = _answers("full")
PARTIAL = _answers("partial")
HOLLOW = _answers("hollow")
TURNED_ROUND = _answers("turned_round")
STUFFED = _answers("stuffed")
TOPICS = _answers("topics")
OTHER_QUESTIONS = _answers("other_question")
UNSEEN = [
    Written("empty", ""),
    Written("spaces", " \n\t\n\u3000"),
    Written("zero width", "\u200b\u2060\u202e\ufeff" * 50),
    Written("tags", "".join(chr(0xE0000 + ord(c)) for c in "Self-attention relates every token to every other token.")),
]
TRICKS = _answers("trick")
SENTENCES = [Said(**row) for row in _TABLES["sentence"]]

# The same facts in English, in Chinese, and in both within one sentence.
SAME_FACTS: dict[str, tuple[str, str, str]] = {
    "mechanism": (
        "Self-attention lets each word take in information from all the other words.",
        "自注意力让每个词都能从其他所有的词那里获取信息。",
        "Self-attention 让每个 word 都能从其他所有的词那里获取 information。",
    ),
    "network": (
        "The architecture is a Transformer, in which dozens of layers are stacked.",
        "整个架构是Transformer，由几十个层堆叠而成。",
        "整个 architecture 是 Transformer，由几十个 layers 堆叠而成。",
    ),
    "training_goal": (
        "During training the model has to predict the next word.",
        "训练时模型要预测下一个词。",
        "Training 时 model 要 predict 下一个词。",
    ),
    "training_data": (
        "Pre-training is done on an enormous amount of text from the internet.",
        "预训练使用的是来自互联网的海量文本。",
        "Pre-training 使用的是来自 internet 的海量 text。",
    ),
    "what_is_learned": (
        "In this way it acquires both the grammar of the language and the meaning of words.",
        "它由此掌握了语言的语法，也理解了词语的含义。",
        "它由此掌握了 language 的 grammar，也理解了 words 的含义。",
    ),
    "scale": (
        "As the number of parameters increases, the performance of the model gets better.",
        "随着参数规模的增大，模型的性能也变得更好。",
        "随着 parameters 规模的增大，model 的 performance 也变得更好。",
    ),
}
