"""The JSON Schema of `result.json`: `python -m harness.reports.schema > docs/result.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from harness.grading.result import SCHEMA_VERSION, Result


def result_schema() -> dict[str, Any]:
    """The schema (draft 2020-12), made from the types that write the file."""
    schema = msgspec.json.schema(Result)
    definitions = schema.pop("$defs")
    definitions["Result"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A submission's result, version {SCHEMA_VERSION}",
        **schema,
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as the committed file holds it."""
    return json.dumps(result_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
