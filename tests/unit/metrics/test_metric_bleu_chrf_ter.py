"""BLEU, chrF and TER against sacreBLEU, and where Chinese or short texts need more than it."""

from __future__ import annotations

import math

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

from metrics.bleu import bleu, bleu_statistics, chrf
from metrics.bootstrap import Bootstrap
from metrics.ter import ter

NONE = Bootstrap(0)
ENGLISH = (
    ["the cat sat on the mat .", "there is a house & a garden", "It's 3.5 km, isn't it?"],
    ["a cat sat on the mat .", "there was a house and a garden", "It is 3.5 km, is it not?"],
)
CHINESE = (
    ["今天天气很好，我们去公园。", "我喜欢机器学习", "他在GPU上训练BERT模型，花了3.5小时。"],
    ["今天天气不错，我们去公园吧。", "我爱深度学习", "他用GPU训练BERT模型用了3.5个小时。"],
)
WORDS = st.lists(st.sampled_from(["the", "cat", "sat", ".", "今天", "天气", "好", "，", "3.5", "don't"]), max_size=12)
TEXTS = st.lists(st.tuples(WORDS.map(" ".join), WORDS.map(" ".join)), min_size=1, max_size=6)


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE])
@pytest.mark.parametrize("tokenizer", ["zh", "13a"])
def test_bleu_is_sacrebleus(texts, tokenizer) -> None:
    expected = sacrebleu.BLEU(tokenize=tokenizer).corpus_score(texts[0], [texts[1]]).score
    score = bleu(hypotheses=texts[0], references=texts[1], tokenizer=tokenizer)
    assert score.value == pytest.approx(expected, abs=1e-9)
    assert score.signature.startswith(f"bleu|lib:sacrebleu-{sacrebleu.__version__}|tok:{tokenizer}|")


@given(TEXTS)
def test_every_corpus_scores_as_with_sacrebleu(pairs: list[tuple[str, str]]) -> None:
    hypotheses, references = [one for one, _ in pairs], [other for _, other in pairs]
    arguments = {"hypotheses": hypotheses, "references": references, "bootstrap": NONE}
    peer = sacrebleu.BLEU(tokenize="zh", effective_order=True, force=True)
    assert bleu(**arguments).value == pytest.approx(peer.corpus_score(hypotheses, [references]).score, abs=1e-9)
    assert chrf(**arguments).value == pytest.approx(
        sacrebleu.CHRF().corpus_score(hypotheses, [references]).score, abs=1e-9
    )
    if any(reference.strip() for reference in references):
        peer = sacrebleu.TER(normalized=True, asian_support=True)
        assert ter(**arguments).value == pytest.approx(peer.corpus_score(hypotheses, [references]).score)


@pytest.mark.parametrize("metric", [bleu, chrf])
@pytest.mark.parametrize(
    "text", ["好", "你好", "今天天气很好，我们去公园。", "ok", "one two three four five", "GPU显存"]
)
def test_identical_texts_score_exactly_100(metric, text) -> None:
    """sacreBLEU's corpus BLEU of a two-character text with itself is 0."""
    score = metric(hypotheses=[text] * 3, references=[text] * 3)
    assert (score.value, score.ci95) == (100.0, (100.0, 100.0))
    assert ter(hypotheses=[text] * 3, references=[text] * 3).value == 0.0


@pytest.mark.parametrize("metric", [bleu, chrf])
def test_saying_nothing_scores_nothing(metric) -> None:
    assert metric(hypotheses=["", " "], references=["今天", "the cat"]).value == 0.0
    assert metric(hypotheses=["b c"], references=["x y"]).value == 0.0


def test_bleu_by_hand() -> None:
    """Six words against seven: 5 of 6, 3 of 5, 2 of 4, 1 of 3, and a brevity penalty of exp(1 - 7/6)."""
    score = bleu(hypotheses=["the cat sat on a mat"], references=["the cat sat on the red mat"])
    assert score.value == pytest.approx(100 * (5 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** 0.25 * math.exp(1 - 7 / 6))


def test_hypothesis_and_reference_are_not_the_same_thing() -> None:
    short, long = ["a b c d"], ["a b c d e f g h"]
    assert bleu(hypotheses=short, references=long).value == pytest.approx(100 * math.exp(1 - 8 / 4))
    expected = 100 * (4 / 8 * 3 / 7 * 2 / 6 * 1 / 5) ** 0.25
    assert bleu(hypotheses=long, references=short).value == pytest.approx(expected)


def test_chinese_is_split_into_characters() -> None:
    close = bleu(hypotheses=["我们今天去公园玩"], references=["我们今天去公园散步"], bootstrap=NONE).value
    assert close > 60
    assert bleu(hypotheses=["我们今天去公园玩"], references=["我们今天去公园散步"], tokenizer="13a").value == 0


@pytest.mark.parametrize(
    ("hypothesis", "reference", "edits", "words"),
    [
        ("a b c d", "a b c d", 0, 4),
        ("c d a b", "a b c d", 1, 4),  # one shift
        ("今天去公园", "去公园今天", 1, 5),  # the shift of a Chinese word
        ("今天", "明天", 1, 2),
        ("", "今天天气", 4, 4),
        ("A b", "a B", 0, 2),  # case does not count
    ],
)
def test_ter_by_hand(hypothesis, reference, edits, words) -> None:
    score = ter(hypotheses=[hypothesis], references=[reference])
    assert score.value == pytest.approx(100 * edits / words)
    assert not score.higher_is_better


def test_ter_of_long_texts_goes_without_shifts() -> None:
    long = [str(number) for number in range(200)]
    shifted = [*long[100:], *long[:100]]
    assert ter(hypotheses=[" ".join(shifted)], references=[" ".join(long)]).value == pytest.approx(100)


def test_ter_without_a_reference_word_is_undefined() -> None:
    with pytest.raises(ValueError, match="undefined"):
        ter(hypotheses=["a"], references=[""])


def test_no_text_stays_in_a_cache() -> None:
    bleu_statistics(hypotheses=["今天"], references=["明天"])
    assert TokenizerZh.__call__.cache_info().currsize == 0
