"""An organisation's own files, as `harness.toml` names them for the `private` profile.

    [private.entities]
    train = "ner/train.jsonl"
    held_out = "ner/test.parquet"

    [private.checkpoints]
    encoder = "models/our-bert"

Paths count from the folder of `harness.toml`, which lies in the working folder; `HARNESS_CONFIG` names another one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from harness.question import UserError

_EXAMPLE = 'Write a table such as [private.{name}] with train = "FILE" and held_out = "FILE" into {file}.'


def files(name: str) -> dict[str, Path]:
    """The files `train` and `held_out` of a data set; a `UserError` where one is not named or not there."""
    table = _section(name)
    remedy = _EXAMPLE.format(name=name, file=_config())
    found = {}
    for part in ("train", "held_out"):
        if not isinstance(table.get(part), str):
            raise UserError(f"{_config()} names no {part} file for the private data set {name!r}.", remedy)
        found[part] = _existing(table[part], f"private.{name}.{part}")
    return found


def checkpoint(name: str) -> Path | None:
    """The folder of the organisation's own model, or None where it brings none."""
    if not _config().exists():
        return None
    chosen = _section("checkpoints").get(name)
    return None if chosen is None else _existing(str(chosen), f"private.checkpoints.{name}")


def _config() -> Path:
    return Path(os.environ.get("HARNESS_CONFIG") or "harness.toml")


def _section(name: str) -> Mapping[str, Any]:
    path = _config()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            f"The private profile needs {path}, which is not there.", _EXAMPLE.format(name=name, file=path)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}", "Mend it; it is a TOML file.") from None
    section = content.get("private", {}).get(name, {})
    return section if isinstance(section, dict) else {}


def _existing(named: str, key: str) -> Path:
    path = _config().parent / Path(named).expanduser()
    if not path.exists():
        raise UserError(f"{path}, named by {key} in {_config()}, is not there.", "Name an existing file or folder.")
    return path
