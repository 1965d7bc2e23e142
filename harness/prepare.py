"""Builds or fetches the data and models of questions ahead, once, verified by checksum."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock

from harness.bank import BankEntry
from harness.faults import InfrastructureFault
from harness.paths import assets_dir
from harness.question import Asset

_DONE = ".complete"


def assets_of(entries: Sequence[BankEntry]) -> list[Asset]:
    """The assets that questions need, each once."""
    found: dict[Path, Asset] = {}
    for entry in entries:
        for asset in entry.question.assets:
            found.setdefault(asset.folder, asset)
    return list(found.values())


def missing(assets: Sequence[Asset]) -> list[Asset]:
    """Those that are not there or were left half built."""
    return [asset for asset in assets if not _is_ready(asset)]


def prepare(assets: Sequence[Asset]) -> Iterator[Asset]:
    """Build what is missing; yields each asset once it is ready. Safe to run from several processes at once.

    An asset is built in a folder beside its place and moved there whole, so that a killed run leaves nothing
    half built. Raises `InfrastructureFault` where a built file is not the one that was promised.
    """
    for asset in assets:
        if not _is_ready(asset):
            assets_dir().mkdir(parents=True, exist_ok=True)
            with FileLock(f"{asset.folder}.lock"):
                if not _is_ready(asset):
                    _build(asset)
        yield asset


def _is_ready(asset: Asset) -> bool:
    return (asset.folder / _DONE).exists() and all(asset.path(file).exists() for file in asset.files)


def _build(asset: Asset) -> None:
    with tempfile.TemporaryDirectory(prefix=f".{asset.name}-", dir=assets_dir()) as parent:
        folder = Path(parent) / asset.name
        folder.mkdir()
        asset.build(folder)
        for file, promised in asset.files.items():
            _verify(asset, folder / file, promised)
        (folder / _DONE).touch()
        shutil.rmtree(asset.folder, ignore_errors=True)
        folder.rename(asset.folder)


def _verify(asset: Asset, path: Path, promised: str) -> None:
    if not path.exists():
        raise InfrastructureFault(f"{asset.name}: its builder made no {path.name}")
    if not promised:
        return
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != promised:
        raise InfrastructureFault(
            f"{asset.name}: {path.name} has the SHA-256 {found[:16]}..., not the promised {promised[:16]}...: "
            "its source has changed, so nothing made from it can be trusted"
        )
