"""What the prose questions have in common: how their folder becomes a question, and words they all use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from harness.question import KeyPoint, ProseQuestion, Rubric, any_of
from metrics.bleu import bleu, chrf
from metrics.bootstrap import Bootstrap
from metrics.rouge import rouge_l

_NO_INTERVAL = Bootstrap(replicates=0)
"""One answer is no sample of answers."""

TOKEN = any_of(
    """
    (?:sub ?)?(?:tokens?|words?)|positions?|elements?|symbols?|pieces?
    单词|词语|词元|标记|字符|位置|元素|字词|词|字
    """
)
"""What text is made of."""

MODEL = any_of(
    r"""
    (?:large )?(?:language )?models?|llms?|gpt\w*|networks?|machine|program|system|function|it|they
    大?(?:语言)?模型|网络|函数|机器|程序|系统|它
    """
)
"""What the questions are about, by any name."""

TRAINING = any_of(
    r"""
    (?:pre ?)?train\w*|learn\w*|teach\w*|taught|practi[sc]\w*|optimi[sz]\w*|minimi[sz]\w*|maximi[sz]\w*
    gradient descent|fit|fits|fitted|tunes?
    tuned
    预?训练|学习|学会|优化|最小化|最大化|练习
    """
)
"""That a model is made to do something."""

OTHER_NETWORKS = any_of(
    r"""
    rnns?|recurrent|lstms?|grus?|cnns?|convolution\w*|n ?grams?|markov
    循环(?:神经)?网络|卷积|马尔可夫|隐马尔科夫
    """
)
"""Architectures that answers compare with: what is said of them is not said of a language model of today."""

EARLIER = any_of("earlier|older|early|former|traditional|previous (?:models?|methods?)|早期|以前|过去|传统")
"""The same for models of another time."""


def prose_question(question_file: str, *points: KeyPoint, mutants: Mapping[str, tuple[str, ...]]) -> ProseQuestion:
    """The prose question whose folder holds `question_file`: its statements are texts that candidates were given."""
    folder = Path(question_file).parent
    statements = tuple(folder / f"statement.{language}.md" for language in ("en", "zh"))
    return ProseQuestion(
        rubric=Rubric(points, given=tuple(map(_read, statements))),
        similarity=_similarity(folder),
        content=statements,
        mutants=mutants,
    )


def language_of(text: str) -> str:
    """`zh` where at least a fifth of the letters are Chinese, else `en`: a Chinese word has fewer than an English."""
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return "zh" if chinese * 5 > chinese + latin else "en"


def _similarity(folder: Path) -> Callable[[str], Mapping[str, float]]:
    def similarity(text: str) -> Mapping[str, float]:
        """ROUGE-L (0..1), BLEU and chrF (0..100) against the reference in the answer's language."""
        reference = _read(folder / f"solution.{language_of(text)}.md")
        return {
            name: metric(hypotheses=[text], references=[reference], bootstrap=_NO_INTERVAL).value
            for name, metric in (("rouge_l", rouge_l), ("bleu", bleu), ("chrf", chrf))
        }

    return similarity


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
