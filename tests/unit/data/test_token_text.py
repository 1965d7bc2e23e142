"""The character text of language models: its alphabet, its cleaning, and that nothing held out is training text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.data.parts import Parts
from reference.data.rated_sentences import RATED_SENTENCES
from reference.data.token_text import ALPHABET, VOCABULARY, TokenText, arrange, decode, encode, texts


@pytest.fixture(scope="module")
def whole() -> TokenText:
    if not RATED_SENTENCES.path("rated_sentences.jsonl").exists():
        pytest.skip("the rated sentences are not prepared: run `harness prepare`")
    return arrange(texts(), 0, 2_000_000, 1500, 128)


class TestEncoding:
    def test_the_alphabet_has_each_character_once_and_the_newline_first(self) -> None:
        assert len(set(ALPHABET)) == VOCABULARY == 53
        assert ALPHABET[0] == "\n"

    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("The Rock  is\tback!", "the rock is back!"),
            ("Am\u00e9lie \u2013 a ''caf\u00e9''", 'amelie a "cafe"'),
            ("AT&amp;T, 9\u00bd *stars*", "at&t, 912 stars"),
            ("\u597d\u770b", ""),
            ("one\ntwo", "one two"),
        ],
    )
    def test_known(self, text: str, plain: str) -> None:
        assert decode(encode(text)) == plain

    @given(st.text(max_size=60))
    def test_an_encoded_text_is_its_own_encoding_and_holds_no_end(self, text: str) -> None:
        tokens = encode(text)
        assert tokens.dtype == np.int64
        assert ((tokens > 0) & (tokens < VOCABULARY)).all()
        assert encode(decode(tokens)).tolist() == tokens.tolist() or "&" in decode(tokens) or "''" in decode(tokens)


class TestText:
    def test_sizes(self, whole: TokenText) -> None:
        assert whole.train.shape == (1_861_603,) and whole.held_out.shape == (1500, 128)
        assert np.bincount(whole.train).size == VOCABULARY
        assert (whole.train == 0).sum() == 12_434

    def test_no_held_out_text_is_training_text(self, whole: TokenText) -> None:
        train = set(decode(whole.train).split("\n"))
        held_out = [text for window in whole.held_out for text in decode(window).split("\n")[1:-1] if len(text) > 20]
        assert len(held_out) > 200
        assert not [text for text in held_out if text in train]

    def test_hardly_a_window_shares_a_long_stretch_with_training(self, whole: TokenText) -> None:
        train = decode(whole.train)
        shared = sum(decode(window[40:90]) in train for window in whole.held_out[:200])
        assert shared == 0

    def test_the_seed_says_it_all(self, whole: TokenText) -> None:
        again, other = arrange(texts(), 0, 1000, 5, 128), arrange(texts(), 1, 1000, 5, 128)
        np.testing.assert_array_equal(again.train, whole.train[:1000])
        np.testing.assert_array_equal(again.held_out, whole.held_out[:5])
        assert (other.train != again.train).any() and (other.held_out != again.held_out).any()

    def test_windows_do_not_overlap(self, whole: TokenText) -> None:
        assert len({decode(window) for window in whole.held_out}) == 1500

    def test_windows_of_no_text_that_is_cut_short(self) -> None:
        made = arrange(Parts(("abc", "de"), ("fghij",)), 0, 100, 9, 4)
        assert sorted(decode(made.train).split("\n")) == ["", "abc", "de"]
        assert decode(made.train).endswith("\n")
        assert [decode(window) for window in made.held_out] == ["fghi"]
        assert arrange(Parts(("abc",), ("f",)), 0, 2, 9, 4).held_out.shape == (0, 4)
