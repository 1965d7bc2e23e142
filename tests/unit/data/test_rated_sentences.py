"""The rated sentences: reading the archive, near-duplicates, and splits without a leak."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.question import UserError
from reference.data import rated_sentences
from reference.data.rated_sentences import RATED_SENTENCES, RatedSentence, distinct, key, load, split

SIZES = {"movie_reviews": 10_605, "product_reviews": 3_708, "editorials": 5_190, "tweets": 4_200}


@pytest.fixture(scope="module")
def sentences() -> list[RatedSentence]:
    if not RATED_SENTENCES.path("rated_sentences.jsonl").exists():
        pytest.skip("the rated sentences are not prepared: run `harness prepare`")
    return load()


def tar(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def archive(member: str, content: bytes) -> bytes:
    inner = tar(f"hutto_ICWSM_2014/{member}", content)
    return tar("vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz", inner)


def tweet(number: int, text: str) -> RatedSentence:
    return RatedSentence("tweets", str(number), 0.0, text)


class TestReading:
    def test_lines_are_cut_at_crlf_alone_and_read_as_utf8(self) -> None:
        content = "1\t2.5\tCaf\u00e9 \u2013 9 \u00bd &amp; more\r\n2\t-1\tone\u2028line\x85of \x0b three\r\n".encode()
        assert rated_sentences.read(archive("tweets_GroundTruth.txt", content), "tweets") == [
            RatedSentence("tweets", "1", 2.5, "Caf\u00e9 \u2013 9 \u00bd &amp; more"),
            RatedSentence("tweets", "2", -1.0, "one\u2028line\x85of \x0b three"),
        ]

    def test_the_last_line_needs_no_end(self) -> None:
        content = b"1_1\t0.4\tFirst.\r\n1_2\t0\tLast."
        found = rated_sentences.read(archive("nytEditorialSnippets_GroundTruth.txt", content), "editorials")
        assert [(sentence.id, sentence.text) for sentence in found] == [("1_1", "First."), ("1_2", "Last.")]

    def test_not_prepared_says_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))
        with pytest.raises(UserError) as error:
            load()
        assert "harness prepare" in error.value.remedy


class TestContent:
    def test_sizes_order_and_range(self, sentences: list[RatedSentence]) -> None:
        for source, size in SIZES.items():
            own = [sentence for sentence in sentences if sentence.source == source]
            assert len(own) == size
            assert len({sentence.id for sentence in own}) == size
        assert load("tweets", "editorials") == [
            sentence for sentence in sentences if sentence.source in ("tweets", "editorials")
        ]
        assert all(-4 <= sentence.score <= 4 and sentence.text.strip() for sentence in sentences)

    def test_no_character_was_spoilt(self, sentences: list[RatedSentence]) -> None:
        everything = "".join(sentence.text for sentence in sentences)
        assert "\N{REPLACEMENT CHARACTER}" not in everything
        assert "\u00c3\u00a9" not in everything  # e-acute read as Latin-1
        assert everything.count("\u00e9") == 78
        assert sum(ord(character) > 126 for character in everything) == 151 + 2  # films, tweets


class TestNearDuplicates:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("Wow!", "  wow...", True),
            ("I love it :)", "I LOVE IT!!!", True),
            ("\uff26\uff55\uff4c\uff4c width", "full width", True),
            ("love you &amp;lt;3", "Love you <3", True),
            ("good", "not good", False),
            ("!!!", "???", False),
            ("\u597d\u770b\uff01", "\u597d\u770b", True),
        ],
    )
    def test_known(self, one: str, other: str, same: bool) -> None:
        assert (key(one) == key(other)) is same

    @pytest.mark.parametrize(("text", "plain"), [("a &amp; b", "a & b"), ("&amp;lt;3", "<3"), ("AT&T; <3", "AT&T; <3")])
    def test_entities_are_read(self, text: str, plain: str) -> None:
        assert rated_sentences.readable(text) == plain

    def test_distinct_keeps_the_first_of_each_in_order(self) -> None:
        kept = distinct([tweet(1, "B!"), tweet(2, "a"), tweet(3, "b"), tweet(4, "!"), tweet(5, "A.")])
        assert [sentence.id for sentence in kept] == ["1", "2", "4"]


class TestSplit:
    def test_no_leak_between_the_parts(self, sentences: list[RatedSentence]) -> None:
        training, held_out = split(sentences, 0.2)
        assert not {key(sentence.text) for sentence in training} & {key(sentence.text) for sentence in held_out}
        assert not {sentence.group for sentence in training} & {sentence.group for sentence in held_out}
        assert len(training) + len(held_out) == len(distinct(sentences))
        for source in SIZES:
            share = [sum(sentence.source == source for sentence in part) for part in (training, held_out)]
            assert 0.17 < share[1] / sum(share) < 0.23

    def test_parts_are_known(self, sentences: list[RatedSentence]) -> None:
        assert [len(part) for part in split(sentences, 0.2)] == [18_742, 4_705]

    @given(st.lists(st.text(max_size=6), max_size=12), st.floats(0, 1))
    def test_the_part_depends_on_nothing_else(self, texts: list[str], share: float) -> None:
        everything = [tweet(number, text) for number, text in enumerate(texts)]
        training, held_out = split(everything, share)
        assert split(training, share) == (training, [])
        assert split(held_out, share) == ([], held_out)

    def test_documents_stay_whole(self) -> None:
        article = [RatedSentence("editorials", f"7_{number}", 0.0, f"Sentence {number}.") for number in range(50)]
        assert sorted(len(part) for part in split(article, 0.5)) == [0, 50]
