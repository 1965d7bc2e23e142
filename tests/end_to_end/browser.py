"""A real browser for the pages that the harness writes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

MISSING = (
    "No Chromium to open the pages in: install it (`apt-get install chromium fonts-noto-cjk`), "
    "or name the program in HARNESS_CHROMIUM."
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = os.environ.get("HARNESS_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])  # root has no other way
        yield opened
        opened.close()
