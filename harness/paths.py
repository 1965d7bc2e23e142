"""Where the harness keeps things on this machine."""

from __future__ import annotations

import os
from pathlib import Path


def cache_dir() -> Path:
    """Prepared data, measured references and pip's downloads: `$HARNESS_CACHE`, else under `$XDG_CACHE_HOME`."""
    if override := os.environ.get("HARNESS_CACHE"):
        return Path(override).expanduser().resolve()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser().resolve() / "interview-harness"


def assets_dir() -> Path:
    """The folders that `harness prepare` builds, one an asset."""
    return cache_dir() / "assets"
