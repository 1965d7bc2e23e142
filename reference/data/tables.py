"""One door to a data set's rows under every profile, so that a question cannot tell them apart.

`embedded` makes or reads what comes with the project; `hub` reads a published data set that `harness prepare
--profile hub` has fetched; `private` reads an organisation's own files. Rows from outside are checked column by
column before anything is made of them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from datasets.exceptions import DatasetGenerationError
from datasets.load import load_dataset

from harness.question import Asset, DataRequest, Profile, UserError
from reference.data import private
from reference.data.columns import Column
from reference.data.parts import Parts

Row = TypeVar("Row")
Values = dict[str, Any]


class Sizes(NamedTuple):
    """Rows of the two parts; outside data may have fewer."""

    train: int
    held_out: int


@dataclass(frozen=True, slots=True)
class HubData:
    """A published data set: its two files in `asset`, and what makes a row of ours of one of its own; None skips it."""

    asset: Asset
    train: str
    held_out: str
    convert: Callable[[Values], Values | None]


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A data set: its columns, its sizes, and where its rows come from.

    `make(seed, train, held_out)` gives the embedded rows; `row` makes one of a row's checked columns.
    """

    name: str
    columns: Mapping[str, Column]
    make: Callable[[int, int, int], Parts[Row]]
    row: Callable[[Values], Row]
    sizes: Sizes
    fast: Sizes
    hub: HubData | None = None
    assets: tuple[Asset, ...] = ()

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Those that it has rows for."""
        return ("embedded", "hub", "private") if self.hub else ("embedded", "private")

    def outside(self, request: DataRequest) -> tuple[Path, ...]:
        """The organisation's own files, where a request reads them."""
        return tuple(private.files(self.name).values()) if request.profile == "private" else ()

    @property
    def prepared(self) -> tuple[Asset, ...]:
        """All assets of all profiles, for a question to name."""
        return (*self.assets, self.hub.asset) if self.hub else self.assets


def load(table: Table[Row], request: DataRequest) -> Parts[Row]:
    """The rows that an exam asks for; `UserError` where a file, a column or a row of outside data is wrong."""
    sizes = table.fast if request.fast else table.sizes
    if request.profile == "embedded":
        return table.make(request.seed, *sizes)
    rng = np.random.default_rng([request.seed, 99])
    if request.profile == "private":
        files = private.files(table.name)
        parts = [_checked(table, files[part], read_rows(files[part])) for part in ("train", "held_out")]
        _refuse_shared(table, parts, files)
    else:
        parts = _hub_parts(table)
    drawn = [_draw(part, size, rng) for part, size in zip(parts, sizes, strict=True)]
    return Parts(*(tuple(table.row(values) for values in part) for part in drawn))


def _hub_parts(table: Table[Row]) -> list[list[Values]]:
    if table.hub is None:
        raise UserError(f"The data set {table.name!r} has no published twin.", "Use --profile embedded.")
    parts = []
    for file in (table.hub.train, table.hub.held_out):
        path = table.hub.asset.path(file)
        if not path.exists():
            raise UserError(f"{path} has not been fetched.", "Run `harness prepare --profile hub`.")
        converted = (table.hub.convert(row) for row in read_rows(path))
        parts.append(_checked(table, path, (row for row in converted if row is not None)))
    return parts


def read_rows(path: Path) -> Iterator[Values]:
    """The rows of a Parquet file, or of one with a JSON object a line, in their order."""
    if path.suffix == ".parquet":
        # The library copies what it reads into its cache: into one that does not stay.
        with tempfile.TemporaryDirectory() as scratch:
            try:
                loaded = load_dataset("parquet", data_files=str(path), split="train", cache_dir=scratch)
            except (DatasetGenerationError, ValueError) as error:
                remedy = "Write it anew, or as one JSON object a line."
                raise UserError(f"{path} is no Parquet file.", remedy) from error
            yield from loaded
        return
    if path.suffix not in (".jsonl", ".json"):
        raise UserError(f"{path} is neither .parquet nor .jsonl.", "Convert it to one of them.")
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
            except ValueError as error:  # no JSON, or no UTF-8
                raise UserError(f"{path}, row {number} is no JSON: {error}", "Write one JSON object a line.") from None
            if not isinstance(row, dict):
                raise UserError(f"{path}, row {number} is no JSON object.", "Write one JSON object a line.")
            yield row


def _checked(table: Table[Row], path: Path, rows: Iterator[Values]) -> list[Values]:
    kept = []
    wanted = ", ".join(table.columns)
    for number, row in enumerate(rows, start=1):
        for name, complaint in table.columns.items():
            if name not in row:
                raise UserError(
                    f"{path}, row {number} has no column {name!r}; it has {', '.join(map(str, row)) or 'none'}.",
                    f"The data set {table.name!r} has the columns {wanted}.",
                )
            said = complaint(row[name], row)
            if said:
                raise UserError(f"{path}, row {number}, column {name!r}: {said}.", "Mend that row.")
        kept.append({name: row[name] for name in table.columns})
    if not kept:
        raise UserError(f"{path} has no rows.", f"The data set {table.name!r} has the columns {wanted}.")
    return kept


def _refuse_shared(table: Table[Row], parts: Sequence[Sequence[Values]], files: Mapping[str, Path]) -> None:
    """A held-out row that stands in the training file would reward learning by heart."""
    first = next(iter(table.columns))
    known = {json.dumps(values, sort_keys=True): number for number, values in enumerate(parts[0], start=1)}
    for number, values in enumerate(parts[1], start=1):
        if twin := known.get(json.dumps(values, sort_keys=True)):
            raise UserError(
                f"{files['held_out']}, row {number} is also row {twin} of {files['train']}: {values[first][:60]!r}.",
                "Take it out of one of the two.",
            )


def _draw(rows: Sequence[Values], size: int, rng: np.random.Generator) -> list[Values]:
    if len(rows) <= size:
        return list(rows)
    return [rows[index] for index in rng.permutation(len(rows))[:size].tolist()]
