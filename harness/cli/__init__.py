"""The command line: parses, calls and prints; one short file a command."""

from harness.cli._main import main

__all__ = ["main"]
