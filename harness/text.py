"""Names and snippets that a candidate chose, made safe to print in a terminal, a log or a report."""

from __future__ import annotations

IDEOGRAPHIC_SPACE = "\u3000"


def printable(text: str, limit: int = 120) -> str:
    r"""`text` on one line, without anything that a terminal or a reader would take for something else.

    Escaped as `\xNN`, `\uNNNN` or `\UNNNNNNNN`: control characters (newline, tab, the escape that starts a terminal
    sequence), invisible format characters (zero-width ones, the bidirectional overrides that show a name
    backwards), line and paragraph separators, odd spaces, lone surrogates, private and unassigned code points.
    Letters, punctuation and emoji of every script stay. What is longer than `limit` characters loses its middle
    to an ellipsis. Markup (HTML, Markdown, CSV formulas) is not touched: escaping it belongs to each renderer.
    """
    if len(text) > limit:
        # Cut before escaping too: a hostile name may be megabytes long.
        text = text[:limit] + text[-limit:]
        return _shorten("".join(map(_visible, text)), limit)
    shown = "".join(map(_visible, text))
    return shown if len(shown) <= limit else _shorten(shown, limit)


def _visible(character: str) -> str:
    if character.isprintable() or character == IDEOGRAPHIC_SPACE:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _shorten(shown: str, limit: int) -> str:
    tail = (limit - 1) // 2
    head = limit - 1 - tail
    return shown[:head] + "…" + shown[len(shown) - tail :]
