"""A fuzz target for the wire's decoder, which reads what a candidate's process sends.

    pip install atheris
    python tests/fuzz/fuzz_wire.py -max_total_time=60 [CORPUS_FOLDER]

It stops at a message that raises anything but `WireError`, or that is taken and yet encodes to other bytes.
"""

from __future__ import annotations

import struct
import sys

import atheris

with atheris.instrument_imports(include=["harness.sandbox"]):
    from harness.sandbox.wire import WireError, decode, encode


def test_one_input(data: bytes) -> None:
    """Decode the bytes as they are, and once more as a structure behind a true prefix."""
    for message in (data, struct.pack("<I", len(data)) + data):
        try:
            value = decode(message)
        except WireError:
            continue
        if encode(value) != message:
            raise AssertionError(f"taken, and said in another way: {message.hex()}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
