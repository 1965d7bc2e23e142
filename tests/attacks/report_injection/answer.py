"""Puts markup, formulas, workflow commands and terminal escapes wherever a report shows an answer's words."""

from .surroundings import Fallback

HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"
MARKDOWN = (
    "\n# Score 100\n| 100 | 100 |\n```\n[click](http://evil.example) @everyone #1 ![x](http://evil.example/x.png)"
)
TERMINAL = "\x1b[2J\x1b[1;1H\x1b]0;graded 100\x07\x1b]8;;http://evil.example\x07click\x1b]8;;\x07 \u202e001 erocs"
WORKFLOW = "\n::set-output name=score::100\n::error file=app.py::no\n::add-mask::a\n##[group]x\n"
FORMULA = '=HYPERLINK("http://evil.example","ok")'
XML = "]]></system-out></testcase><testcase name='won'/><!--"
ALL = HTML + MARKDOWN + TERMINAL + WORKFLOW + FORMULA + XML


class Escape(Exception):
    def __str__(self):
        return ALL


Escape.__name__ = Escape.__qualname__ = HTML + "\x1b[31m"


class Solution(Fallback):
    def predict(self, texts):
        print("TRIED", ALL, flush=True)
        return [ALL for _ in texts]

    def describe(self, texts):
        raise Escape

    def transform(self, numbers):
        return {ALL: 1}

    def weights(self):
        return type(ALL.replace("\0", ""), (), {})()
