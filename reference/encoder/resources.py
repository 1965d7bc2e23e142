"""The checkpoint that an answer is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.question import DataRequest
from reference.models.checkpoints import ENCODER

DESCRIPTION = {"checkpoint": "folder of a BERT encoder and its tokenizer, for `from_pretrained`"}


def encoder_folder(request: DataRequest) -> Mapping[str, Path | str]:
    """The encoder of the request's profile."""
    return {"checkpoint": ENCODER.folder(request.profile)}
