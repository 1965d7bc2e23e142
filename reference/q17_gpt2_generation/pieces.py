"""How few tokens of a byte-level vocabulary can spell a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable

UNREADABLE = "\N{REPLACEMENT CHARACTER}".encode()


def pieces(tokens: Iterable[str]) -> frozenset[bytes]:
    """The byte strings behind the tokens of a GPT-2 vocabulary, which writes each byte as a printable character."""
    byte_of = {character: byte for byte, character in _characters().items()}
    return frozenset(
        bytes(byte_of[character] for character in token)
        for token in tokens
        if all(character in byte_of for character in token)
    )


def _characters() -> dict[int, str]:
    """GPT-2's alphabet of bytes: the printable Latin-1 characters stand for themselves, the rest follow from U+0100."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in set(printable)]
    return {byte: chr(byte) for byte in printable} | {byte: chr(0x100 + n) for n, byte in enumerate(others)}


def fewest_tokens(text: str, vocabulary: Collection[bytes]) -> int:
    """The least number of pieces that spell `text`: no sampler can have used fewer.

    Reading the text back with the tokenizer would not do: merges are applied in a fixed order, and a sampled
    sequence need not be the one that they give, which may even be longer. U+FFFD, the mark of bytes that are no
    UTF-8, counts nothing, as one token may hold several such bytes.
    """
    data = text.encode()
    longest = max(len(piece) for piece in vocabulary)
    least = [0] + [len(data) + 1] * len(data)
    for end in range(1, len(data) + 1):
        for size in range(1, min(longest, end) + 1):
            if data[end - size : end] in vocabulary:
                least[end] = min(least[end], least[end - size] + 1)
        if data[:end].endswith(UNREADABLE):
            least[end] = min(least[end], least[end - len(UNREADABLE)])
    return least[-1]
