"""Data and models that are built or fetched ahead, once, and verified by checksum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harness.paths import assets_dir

Profile = Literal["embedded", "hub", "private"]


@dataclass(frozen=True, slots=True)
class Asset:
    """A folder that `build` fills. `version` changes when what it builds changes.

    `files` maps each file that must be there to its SHA-256 in hex, or to "" where the bytes may differ from
    machine to machine (a trained checkpoint). `requires` are assets that `build` reads: they are prepared before.
    `profiles` are those that want it.
    """

    name: str
    version: str
    build: Callable[[Path], None]
    files: dict[str, str]
    requires: Sequence[Asset] = ()
    profiles: Sequence[Profile] = ("embedded", "hub", "private")

    @property
    def folder(self) -> Path:
        """Where the asset lies once `harness prepare` has built it."""
        return assets_dir() / f"{self.name}-{self.version}"

    def path(self, file: str) -> Path:
        """One file of the asset."""
        return self.folder / file
