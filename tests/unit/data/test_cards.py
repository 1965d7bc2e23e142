"""Every data set and every model has a card that says where it comes from and under which licence."""

from __future__ import annotations

from pathlib import Path

import pytest

import reference.data
import reference.models
from reference.data.catalogue import TABLES
from reference.data.text_tables import TEXT_TABLES
from reference.models.checkpoints import CHECKPOINTS
from reference.models.perception import PERCEPTION

DATA, MODELS = Path(reference.data.__path__[0]), Path(reference.models.__path__[0])
ROWS = ("source", "licence", "made by", "used by")

OF_CARD = {
    "made_classes": ("who_did_what", "far_negation", "phrases"),
    "entities": ("entities", "entity_templates", "names"),
    "qa": ("qa", "qa_templates"),
    "en_zh": ("en_zh", "en_zh_words"),
}
"""The modules of a card, where they have other names than it."""

NO_DATA = (
    "__init__",
    "catalogue",
    "columns",
    "drawing",
    "hub",
    "labelled",
    "packages",
    "parts",
    "private",
    "tables",
    "text_tables",
)


def cards(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


@pytest.mark.parametrize("card", [*cards(DATA), *cards(MODELS)], ids=lambda card: card.stem)
def test_a_card_tells_source_licence_maker_and_use(card: Path) -> None:
    text = card.read_text(encoding="utf-8")
    assert text.startswith(f"# {card.stem}\n")
    named = {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")}
    assert set(ROWS) <= named


def test_every_module_with_data_has_its_card() -> None:
    covered = {module for card in cards(DATA) for module in OF_CARD.get(card.stem, (card.stem,))}
    modules = {path.stem for path in DATA.glob("*.py")} - set(NO_DATA)
    assert modules == covered


def test_every_model_has_its_card() -> None:
    shipped = {path.name for path in MODELS.iterdir() if path.is_dir() and not path.name.startswith("__")}
    built = {path.stem for path in MODELS.glob("*.py") if "Asset(" in path.read_text(encoding="utf-8")}
    assert shipped | built == {card.stem for card in cards(MODELS)}


def test_names_are_told_apart_and_documented() -> None:
    names = [table.name for table in (*TABLES, *TEXT_TABLES)] + [
        checkpoint.name for checkpoint in (*CHECKPOINTS, *PERCEPTION)
    ]
    assert len(set(names)) == len(names)
    page = (DATA.parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    for name in names:
        assert f"`{name}`" in page, name


def test_what_is_shipped_is_small() -> None:
    files = [path for folder in (DATA, MODELS) for path in folder.rglob("*") if "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files if path.is_file()) < 5_000_000
