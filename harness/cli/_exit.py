"""Exit codes: other programs rely on them."""

GRADED = 0
BELOW_GATE = 1
USAGE = 2
INCOMPLETE = 3
INTERRUPTED = 130
