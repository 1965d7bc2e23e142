"""A rubric that no question of the bank has: what an engine that knows no question is tested with."""

from __future__ import annotations

from harness.question import Claim, KeyPoint, Rubric, any_of

BOILS = KeyPoint(
    name="boiling",
    weight=3,
    sentence_en="Says that water boils at a hundred degrees.",
    sentence_zh="说明水在一百度沸腾。",
    shown_by=(Claim("water|水", "boils?|沸腾", any_of("hundred|100\n一百")),),
    contradicted_by=(Claim("water|水", r"boils?~(?:fifty|50)|五十度~沸腾", unless="mountain|高山"),),
)
FREEZES = KeyPoint(
    name="freezing",
    weight=1,
    sentence_en="Says that water freezes at zero degrees.",
    sentence_zh="说明水在零度结冰。",
    shown_by=(Claim("water|水", "freezes?|turns? into ice|结冰", "zero|0|零"),),
    contradicted_by=(Claim("water|水", r"(?:never|only) freezes?|从不结冰"),),
)
TASK = "# Water\n\nExplain to a friend when water changes its state in a kitchen.\n\n请说明厨房里的水什么时候改变状态。"
RUBRIC = Rubric((BOILS, FREEZES), given=(TASK,))
