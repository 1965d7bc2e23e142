"""Published data sets and models at a pinned revision of the hub, as assets of the `hub` profile."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

from harness.question import Asset, UserError


def hub_asset(kind: Literal["dataset", "model"], repository: str, revision: str, files: Sequence[str]) -> Asset:
    """The named files of a repository, fetched by `harness prepare --profile hub`.

    `revision` is a commit, which fixes every file; their checksums are noted when they arrive.
    """
    return Asset(
        name=f"hub-{repository.replace('/', '--')}",
        version=revision[:12],
        build=partial(_fetch, kind, repository, revision, tuple(files)),
        files=dict.fromkeys(files, ""),
        profiles=("hub",),
    )


def _fetch(kind: str, repository: str, revision: str, files: Sequence[str], folder: Path) -> None:
    # Beside the asset's place rather than in `folder`, which a killed run loses: the next one goes on from there.
    partly = folder.parent.parent / f".{repository.replace('/', '--')}-{revision[:12]}.partly"
    try:
        snapshot_download(repository, repo_type=kind, revision=revision, allow_patterns=list(files), local_dir=partly)
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise UserError(
            f"The {kind} {repository} could not be fetched from the hub: {str(error).splitlines()[0]}",
            "Check the network, HF_ENDPOINT and HF_HUB_OFFLINE, then run `harness prepare --profile hub` again.",
        ) from error
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(partly / file, folder / file)
    shutil.rmtree(partly)
