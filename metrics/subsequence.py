"""Which positions of a reference a longest common subsequence covers, as rouge-score picks it among the longest.

Lengths alone come from rapidfuzz; ROUGE-Lsum needs the positions, and its value depends on the pick.
"""

from __future__ import annotations

from collections.abc import Sequence


def covered_positions(reference: Sequence[str], hypothesis: Sequence[str]) -> list[int]:
    """Positions in `reference` of one longest common subsequence with `hypothesis`, in descending order.

    With L[i, j] the length over the first i words of the reference and j of the hypothesis, the path starts at the end,
    takes every equal pair, and otherwise goes to j - 1 where L[i, j - 1] > L[i - 1, j], else to i - 1. L is kept as one
    bit a cell, where it grows with j, so that a row is a few operations on integers (Hyyrö, 2004).
    """
    rows = _growth(reference, hypothesis)
    covered: list[int] = []
    i, j = len(reference), len(hypothesis)
    while i > 0 and j > 0:
        row, above = rows[i], rows[i - 1]
        here, over = _ones(row, j), _ones(above, j)
        while j > 0 and reference[i - 1] != hypothesis[j - 1] and here > over:  # the larger neighbour is the left one
            j -= 1
            here -= _bit(row, j)
            over -= _bit(above, j)
        if j > 0 and reference[i - 1] == hypothesis[j - 1]:
            covered.append(i - 1)
            j -= 1
        i -= 1
    return covered


def _growth(reference: Sequence[str], hypothesis: Sequence[str]) -> list[bytes]:
    """For i = 0..len(reference), bit j, lowest first, of whether L[i, j + 1] = L[i, j] + 1."""
    size = len(hypothesis) // 8 + 1
    places = {word: bytearray(size) for word in reference}
    for j, word in enumerate(hypothesis):
        if word in places:
            places[word][j >> 3] |= 1 << (j & 7)
    matches = {word: int.from_bytes(bits, "little") for word, bits in places.items()}
    everywhere = (1 << len(hypothesis)) - 1
    level = everywhere  # the complement of the growth
    rows = [bytes(size)]
    for word in reference:
        common = level & matches[word]
        level = ((level + common) | (level - common)) & everywhere
        rows.append((level ^ everywhere).to_bytes(size, "little"))
    return rows


def _ones(row: bytes, length: int) -> int:
    """How many of the first `length` bits are set, which is L[i, length]."""
    whole = int.from_bytes(row[: length >> 3], "little").bit_count()
    return whole + (row[length >> 3] & ((1 << (length & 7)) - 1)).bit_count()


def _bit(row: bytes, position: int) -> int:
    return row[position >> 3] >> (position & 7) & 1
