"""`python -m harness.sandbox DESCRIPTOR`: the server's process, started by `harness.sandbox.link`."""

import sys

from harness.sandbox.server import main

main(int(sys.argv[1]))
