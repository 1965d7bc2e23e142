"""What the prose questions have in common: how their folder becomes a question, and words they all use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from harness.question import KeyPoint, ProseQuestion, Rubric
from metrics.bleu import bleu, chrf
from metrics.rouge import rouge_l

TOKEN = r"(?:(?:sub ?)?(?:tokens?|words?)|positions?|elements?|symbols?|pieces?|单词|词语|词元|标记|字符|位置|元素|字词|词|字)"
"""What text is made of."""

OTHER_NETWORKS = (
    r"rnns?|recurrent|lstms?|grus?|cnns?|convolution\w*|n ?grams?|markov|循环(?:神经)?网络|卷积|马尔可夫|隐马尔科夫"
)
"""Architectures that answers compare with: what is said of them is not said of a language model of today."""


def prose_question(question_file: str, *points: KeyPoint, mutants: Mapping[str, tuple[str, ...]]) -> ProseQuestion:
    """The prose question whose folder holds `question_file`: its statements are texts that candidates were given."""
    folder = Path(question_file).parent
    given = tuple(_read(folder / f"statement.{language}.md") for language in ("en", "zh"))
    return ProseQuestion(rubric=Rubric(points, given), similarity=_similarity(folder), mutants=mutants)


def language_of(text: str) -> str:
    """`zh` where at least a fifth of the letters are Chinese, else `en`: a Chinese word has two characters, an English one five."""
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return "zh" if chinese * 5 > chinese + latin else "en"


def _similarity(folder: Path) -> Callable[[str], Mapping[str, float]]:
    def similarity(text: str) -> Mapping[str, float]:
        """ROUGE-L, BLEU and chrF (0..1) against the reference in the answer's language."""
        reference = _read(folder / f"solution.{language_of(text)}.md")
        return {
            name: metric(hypotheses=[text], references=[reference]).value
            for name, metric in (("rouge_l", rouge_l), ("bleu", bleu), ("chrf", chrf))
        }

    return similarity


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
