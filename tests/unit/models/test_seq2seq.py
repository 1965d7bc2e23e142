"""The grader's own searches over an encoder-decoder against transformers' `generate`, and their margins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from reference.data import en_zh
from reference.models.checkpoints import T5_SMALL_EN_ZH
from reference.seq2seq.model import Seq2SeqModel, by_length
from reference.seq2seq.search import beam_search, greedy

SENTENCES = [
    *(pair.source for pair in en_zh.make(5, 6, 0).train),
    *(pair.source for pair in en_zh.make(5, 18, 0, "office").train),
]


@pytest.fixture(scope="module")
def model() -> Seq2SeqModel:
    return Seq2SeqModel(T5_SMALL_EN_ZH)


@torch.inference_mode()
def generated(folder: Path, beams: int, length: int, **options: Any) -> list[str]:
    """What the library makes of the sentences, one at a time."""
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    library: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
    texts = []
    for sentence in SENTENCES:
        ids = tokenizer(sentence, return_tensors="pt")["input_ids"]
        output = library.generate(input_ids=ids, num_beams=beams, max_new_tokens=length, do_sample=False, **options)
        texts.append(tokenizer.decode(output[0], skip_special_tokens=True))
    return texts


class TestSearch:
    @pytest.mark.parametrize("length", [1, 5, 40])
    @pytest.mark.parametrize("beams", [1, 2, 4, 7])
    def test_it_finds_what_the_library_finds(self, model: Seq2SeqModel, beams: int, length: int) -> None:
        sources = [model.encode(sentence) for sentence in SENTENCES]
        found = greedy(model, sources, length) if beams == 1 else beam_search(model, sources, beams, length)
        assert [one.text for one in found] == generated(T5_SMALL_EN_ZH, beams, length)
        assert all(len(one.ids) <= length for one in found)

    def test_beams_find_other_texts_than_greedy_search(self, model: Seq2SeqModel) -> None:
        sources = [model.encode(sentence) for sentence in SENTENCES]
        pairs = zip(greedy(model, sources, 40), beam_search(model, sources, 4, 40), strict=True)
        assert sum(one.text != other.text for one, other in pairs) >= 1

    @pytest.mark.parametrize("beams", [1, 4])
    def test_a_sentence_comes_out_the_same_in_any_company(self, model: Seq2SeqModel, beams: int) -> None:
        sources = [model.encode(sentence) for sentence in SENTENCES]
        together = greedy(model, sources, 40) if beams == 1 else beam_search(model, sources, beams, 40)
        for source, one in zip(sources[:5], together, strict=False):
            (alone,) = greedy(model, [source], 40) if beams == 1 else beam_search(model, [source], beams, 40)
            assert (alone.text, alone.ids) == (one.text, one.ids)
            assert alone.margin == pytest.approx(one.margin, abs=1e-4)

    def test_no_sources_give_no_translations(self, model: Seq2SeqModel) -> None:
        assert greedy(model, [], 5) == beam_search(model, [], 4, 5) == []

    @pytest.mark.parametrize("beams", [1, 4])
    def test_a_disturbance_smaller_than_the_margin_changes_no_text(
        self, model: Seq2SeqModel, beams: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def search() -> list[tuple[str, float]]:
            sources = [model.encode(sentence) for sentence in SENTENCES]
            found = greedy(model, sources, 20) if beams == 1 else beam_search(model, sources, beams, 20)
            return [(one.text, one.margin) for one in found]

        before = search()
        size = 1e-3
        rng, restrict = np.random.default_rng(0), model.restrict
        monkeypatch.setattr(
            model,
            "restrict",
            lambda table, *, last: restrict(table + rng.uniform(-size, size, table.shape), last=last),
        )
        # A sum of up to 20 disturbed log-probabilities moves by 0.02 at most, the distance of two by 0.04.
        clear = [place for place, (_, margin) in enumerate(before) if margin > 40 * size]
        after = search()
        assert len(clear) >= 2
        assert [before[place][0] for place in clear] == [after[place][0] for place in clear]


class TestSettingsOfTheCheckpoint:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """The checkpoint with the settings that published translators of another family have."""
        library: Any = AutoModelForSeq2SeqLM.from_pretrained(T5_SMALL_EN_ZH)
        library.generation_config.bad_words_ids = [[model_token("一")], [model_token("了")]]
        library.generation_config.forced_eos_token_id = 1
        library.save_pretrained(tmp_path)
        AutoTokenizer.from_pretrained(T5_SMALL_EN_ZH).save_pretrained(tmp_path)
        return tmp_path

    @pytest.mark.parametrize("length", [6, 40])
    @pytest.mark.parametrize("beams", [1, 4])
    def test_banned_tokens_and_a_forced_end_are_heeded(self, folder: Path, beams: int, length: int) -> None:
        model = Seq2SeqModel(folder)
        sources = [model.encode(sentence) for sentence in SENTENCES]
        found = greedy(model, sources, length) if beams == 1 else beam_search(model, sources, beams, length)
        assert [one.text for one in found] == generated(folder, beams, length)
        assert not [one.text for one in found if "一" in one.text or "了" in one.text]


def model_token(character: str) -> int:
    """The one token of a character."""
    tokenizer: Any = AutoTokenizer.from_pretrained(T5_SMALL_EN_ZH)
    (token,) = tokenizer(character, add_special_tokens=False)["input_ids"]
    return int(token)


class TestTexts:
    def test_long_sources_keep_their_beginning_and_their_end_token(self, model: Seq2SeqModel) -> None:
        text = " ".join(SENTENCES)
        whole = model.count(text)
        ids = model.encode(text)
        assert whole > len(ids) == model.longest == 128
        assert ids[-1] == model.end
        assert model.decode(ids) == text[: len(model.decode(ids))]

    def test_plain_text_has_no_special_tokens(self, model: Seq2SeqModel) -> None:
        assert model.plain("<pad> 他们吃鱼。</s><pad><pad>") == "他们吃鱼。"
        assert model.plain(" two  words ") == "two  words"

    def test_tokens_are_counted_without_an_end(self, model: Seq2SeqModel) -> None:
        assert model.count("") == model.count("", target=True) == 0
        assert model.count("一", target=True) == 1

    def test_places_by_length(self) -> None:
        assert by_length([[1], [1, 2], [3], []]) == [[0, 2], [1], [3]]
