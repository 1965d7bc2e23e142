"""The entity sentences of question 9."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.data import entities
from reference.data.entities import EntityText
from reference.data.entity_templates import PLAIN, TEMPLATES
from reference.data.names import FIRST_NAMES, PLACES, SURNAME_OR_PLACE, part_of
from reference.data.parts import Parts

GENERIC = (
    "of the and & city council chamber commerce university bank united hospital museum art police department symphony "
    "orchestra technical college times rovers sons co brothers north south east west new port lake mount saint fort "
    "airlines brewery capital chemicals electric energy foods foundation group holdings industries instruments "
    "insurance laboratories media motors partners pharma publishing railways software steel systems textiles trust"
)
"""Words of names that say what kind of name it is; both parts have them."""


@pytest.fixture(scope="module")
def made() -> Parts[EntityText]:
    return entities.make(0, 800, 300)


def name_words(rows: tuple[EntityText, ...]) -> set[str]:
    words: set[str] = set()
    generic = set(GENERIC.split())
    for row in rows:
        for start, end, _ in row.entities:
            name = row.text[start:end].replace("-", " ").replace(".", " ").replace("São Paulo", "São_Paulo")
            words |= {word for word in name.split() if len(word) > 1 and word.lower() not in generic}
    return words


@given(st.integers(0, 2**32 - 1))
def test_spans_are_names_in_order_without_edges_or_overlaps(seed: int) -> None:
    for row in entities.make(seed, 4, 4).held_out:
        before = 0
        for start, end, label in row.entities:
            assert before <= start < end <= len(row.text)
            assert row.text[start:end] == row.text[start:end].strip()
            assert row.text[start:end][0].isupper()
            assert label in ("PER", "ORG", "LOC")
            before = end


def test_offsets_hold_right_beside_characters_of_several_bytes(made: Parts[EntityText]) -> None:
    moved = [row for row in made.train if any(ord(character) > 0xFFFF for character in row.text)]
    assert len(moved) > 20
    beside = 0
    for row in moved:
        for start, end, _ in row.entities:
            neighbours = row.text[max(start - 1, 0) : start] + row.text[end : end + 1]
            beside += any(unicodedata.category(character) == "So" for character in neighbours)
            assert all(ord(character) < 0x2000 for character in row.text[start:end])
    assert beside > 5


def test_sizes_and_labels(made: Parts[EntityText]) -> None:
    assert (len(made.train), len(made.held_out)) == (800, 300)
    for rows in (made.train, made.held_out):
        labels = [entity.label for row in rows for entity in row.entities]
        assert all(labels.count(label) > len(labels) / 6 for label in ("PER", "ORG", "LOC"))
        assert 0.05 < sum(not row.entities for row in rows) / len(rows) < 0.16


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_no_name_and_no_template_is_in_both_parts(seed: int) -> None:
    made = entities.make(seed, 400, 200)
    assert name_words(made.train).isdisjoint(name_words(made.held_out))
    used = [
        {template for row in rows for template in row.templates} - set(PLAIN) for rows in (made.train, made.held_out)
    ]
    assert used[0].isdisjoint(used[1])
    assert min(map(len, used)) > 15
    texts = [row.text for row in (*made.train, *made.held_out) if row.entities]
    assert len(set(texts)) == len(texts)


def test_no_name_is_cut_in_two(made: Parts[EntityText]) -> None:
    for row in (*made.train, *made.held_out):
        for one, other in itertools.pairwise(row.entities):
            assert one.label != other.label or row.text[one.end : other.start].strip(), row.text


def test_ambiguous_words_are_people_and_places(made: Parts[EntityText]) -> None:
    roles: dict[str, set[str]] = {}
    for row in made.train:
        for start, end, label in row.entities:
            for word in set(row.text[start:end].split()) & set(SURNAME_OR_PLACE):
                roles.setdefault(word, set()).add(label)
    assert sum({"PER", "LOC"} <= found for found in roles.values()) > 10


def test_a_seed_repeats_and_another_holds_other_names_and_templates_out(made: Parts[EntityText]) -> None:
    assert entities.make(0, 800, 300) == made
    other = entities.make(1, 800, 300)
    assert {row.text for row in other.held_out}.isdisjoint(row.text for row in made.held_out if row.entities)
    known = name_words(made.held_out)
    assert len(name_words(other.held_out) & known) < 0.2 * len(known)
    held = [{template for row in variant.held_out for template in row.templates} for variant in (made, other)]
    assert held[0] != held[1]


def test_more_rows_begin_with_the_same_ones(made: Parts[EntityText]) -> None:
    assert entities.make(0, 10, 5).train == made.train[:10]


def test_each_part_has_words_of_every_list() -> None:
    for words in (FIRST_NAMES, PLACES, SURNAME_OR_PLACE):
        assert len(set(words)) == len(words)
        held = [part_of(word, 0) for word in words].count("held_out")
        assert 0.2 < held / len(words) < 0.6
    assert len(set(TEMPLATES)) == len(TEMPLATES)
