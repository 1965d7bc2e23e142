"""Loads every module from its folder with `evaluate`, scores given items, and prints the results as JSON.

    python evaluate_every_module.py FOLDER < items.json

Imports nothing of ours: this is what somebody else's code looks like.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import evaluate

results = {}
for name, arguments in json.load(sys.stdin).items():
    module = evaluate.load(str(Path(sys.argv[1], name)))
    results[name] = module.compute(**arguments)
print(json.dumps(results))
