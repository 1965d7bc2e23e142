"""The engine that grades interview answers; it knows no question and no metric by name."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("interview-harness")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"
