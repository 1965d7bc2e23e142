"""The leaderboard in a real browser: offline, harmless, sorted, and readable on a phone, a desk and in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from board_samples import FORMULA, HOSTILE, QUESTIONS, standings
from playwright.sync_api import Browser, Page

from harness.reports.leaderboard import rank, write_leaderboard

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]
READABLE = 4.5
"""The least contrast of text to what is behind it (WCAG 2.2, criterion 1.4.3)."""

CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = css => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v, i) => i < 3 ? v : v / 255);
  };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const background = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor));
    return layers.reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const opacity = element => element ? +getComputedStyle(element).opacity * opacity(element.parentElement) : 1;
  const luminance = colour => {
    const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = colour.slice(0, 3).map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('.hidden')) continue;
    if (!element.getClientRects().length) continue;
    const behind = background(element), ink = rgba(getComputedStyle(element).color);
    ink[3] *= opacity(element);
    const [low, high] = [luminance(behind), luminance(over(ink, behind))].sort((a, b) => a - b);
    found.push([walker.currentNode.data.trim(), (high + .05) / (low + .05)]);
  }
  return found;
}"""


class Opened:
    """A page that was opened from disk, and what it did."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(address)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("site")
    return write_leaderboard(standings(), folder)[0].as_uri()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return request.param


@pytest.fixture(params=[380, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def opened(browser: Browser, address: str, scheme: Scheme, width: int) -> Iterator[Opened]:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)
    yield Opened(context.new_page(), address)
    context.close()


def test_the_page_opens_offline_and_asks_nobody(opened: Opened, address: str) -> None:
    assert opened.requests == [address]
    assert opened.complaints == []


def test_a_hostile_name_is_text_and_runs_nothing(opened: Opened) -> None:
    page = opened.page
    assert page.title() == "Leaderboard"
    assert page.locator("script, img, iframe, object, embed, form, b:not(.scale b)").count() == 0
    names = page.locator("th.name bdi")
    assert sorted(names.all_text_contents())[:2] == [one for one in sorted(names.all_text_contents()) if one[0] in "<="]
    assert names.filter(has_text=HOSTILE[:20]).count() == 1
    assert names.filter(has_text=FORMULA[:20]).count() == 1
    assert page.locator("ol.questions li").first.inner_text() == "1Question 1 的标题 <b>1</b>"


def test_the_table_is_sorted_by_rank(opened: Opened) -> None:
    page = opened.page
    rows = page.locator("tbody tr")
    names = [row.locator("bdi").text_content() for row in rows.all()]
    assert names == [row.name for row in rank(standings()).rows]
    scores = [float(text.split("\n")[0]) for text in page.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) > 3
    ranks = [int(re.match(r"\d+", text)[0]) for text in page.locator("td.rank").all_inner_texts()]
    assert ranks == sorted(ranks) and ranks[0] == 1
    assert {row.locator("td.cell").count() for row in rows.all()} == {QUESTIONS}


def test_the_page_does_not_scroll_sideways_and_names_stay_in_sight(opened: Opened, width: int) -> None:
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") == width
    table = page.locator(".scroll")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")  # the table itself does, with 30 questions
    for place in (0, 10_000):
        table.evaluate(f"e => {{ e.scrollLeft = {place} }}")
        for box in (name.bounding_box() for name in page.locator("tbody th.name").all()):
            assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
    table.evaluate("e => { e.scrollLeft = 0 }")
    score = page.locator("tbody td:nth-child(3)").first.bounding_box()
    assert score is not None and score["x"] + score["width"] <= width  # rank, name and score without a finger


def test_text_can_be_told_from_what_is_behind_it(opened: Opened) -> None:
    contrasts = opened.page.evaluate(CONTRASTS)
    assert len(contrasts) > 300
    assert [(text, round(ratio, 2)) for text, ratio in contrasts if ratio < READABLE] == []


def test_the_colour_scheme_is_the_readers(opened: Opened, scheme: Scheme) -> None:
    red = int(re.findall(r"\d+", opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))[0])
    assert (red > 200) == (scheme == "light") and (red < 60) == (scheme == "dark")


def test_somebody_who_cannot_see_the_table_hears_it(opened: Opened) -> None:
    page = opened.page
    cells = page.locator("td.cell .hidden").all_text_contents()
    assert len(cells) == QUESTIONS * len(standings())
    assert any(re.fullmatch(r"[\d.]+ points, 95 % interval [\d.]+–[\d.]+, \d+ tries", cell) for cell in cells)
    assert "not answered" in cells and "void: the grader failed here, nothing is counted" in cells
    assert page.locator("thead th:not([scope=col])").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "scroll"
    table = page.locator(".scroll")
    for _ in range(50):
        page.keyboard.press("ArrowRight")
        if table.evaluate("e => e.scrollLeft") > 0:
            return
        page.wait_for_timeout(100)
    pytest.fail("the arrow keys do not move the table")
