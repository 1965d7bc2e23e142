"""Builds or fetches the data and models of questions ahead, once, verified by checksum."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock

from harness.bank import BankEntry
from harness.faults import InfrastructureFault
from harness.paths import assets_dir
from harness.question import Asset, Profile

_DONE = ".complete"
"""Written last into an asset's folder: what it was built of, as JSON from file to SHA-256."""


def assets_of(entries: Sequence[BankEntry], profile: Profile = "embedded") -> list[Asset]:
    """The assets that questions need under a profile, each once, after those that it is built from."""
    found: dict[Path, Asset] = {}

    def add(asset: Asset) -> None:
        for needed in asset.requires:
            add(needed)
        found.setdefault(asset.folder, asset)

    for entry in entries:
        for asset in entry.question.assets:
            if profile in asset.profiles:
                add(asset)
    return list(found.values())


def missing(assets: Sequence[Asset]) -> list[Asset]:
    """Those that are not there or were left half built."""
    return [asset for asset in assets if not _is_ready(asset)]


def spoilt(assets: Sequence[Asset]) -> list[tuple[Asset, str]]:
    """Files that are no longer what was promised, or what was built: each with its asset. Reads every file."""
    found = []
    for asset in assets:
        if not _is_ready(asset):
            continue
        built = _built(asset)
        for file, promised in asset.files.items():
            if _sha256(asset.path(file)) != (promised or built.get(file)):
                found.append((asset, file))
    return found


def prepare(assets: Sequence[Asset]) -> Iterator[Asset]:
    """Build what is missing; yields each asset once it is ready. Safe to run from several processes at once.

    An asset is built in a folder beside its place and moved there whole, so that a killed run leaves nothing
    half built. Raises `InfrastructureFault` where a built file is not the one that was promised.
    """
    for asset in assets:
        if not _is_ready(asset):
            list(prepare(asset.requires))
            assets_dir().mkdir(parents=True, exist_ok=True)
            with FileLock(f"{asset.folder}.lock"):
                if not _is_ready(asset):
                    _build(asset)
        yield asset


def discard(asset: Asset) -> None:
    """Forget what was built, so that it is built anew."""
    shutil.rmtree(asset.folder, ignore_errors=True)


def _is_ready(asset: Asset) -> bool:
    return (asset.folder / _DONE).exists() and all(asset.path(file).exists() for file in asset.files)


def _built(asset: Asset) -> dict[str, str]:
    content = (asset.folder / _DONE).read_text(encoding="utf-8")
    built: dict[str, str] = json.loads(content) if content else {}
    return built


def _build(asset: Asset) -> None:
    with tempfile.TemporaryDirectory(prefix=f".{asset.name}-", dir=assets_dir()) as parent:
        folder = Path(parent) / asset.name
        folder.mkdir()
        asset.build(folder)
        built = {file: _verify(asset, folder / file, promised) for file, promised in asset.files.items()}
        (folder / _DONE).write_text(json.dumps(built, indent=2) + "\n", encoding="utf-8")
        for path in (folder, *folder.rglob("*")):  # answers have no rights of ours, and safetensors writes 0600
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        shutil.rmtree(asset.folder, ignore_errors=True)
        folder.rename(asset.folder)


def _verify(asset: Asset, path: Path, promised: str) -> str:
    """The file's SHA-256."""
    if not path.exists():
        raise InfrastructureFault(f"{asset.name}: its builder made no {path.name}")
    found = _sha256(path)
    if promised and found != promised:
        raise InfrastructureFault(
            f"{asset.name}: {path.name} has the SHA-256 {found[:16]}..., not the promised {promised[:16]}...: "
            "its source has changed, so nothing made from it can be trusted"
        )
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
