"""Every metric as a Hugging Face `evaluate` module, loaded offline from its folder, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import metrics.evaluate_module
from harness.question import Score
from metrics.evaluate_module import MODULES

FOLDER = Path(metrics.evaluate_module.__file__).parent / "evaluate"
TEXTS = {"predictions": ["今天天气很好", "the cat sat"], "references": ["今天天气不错", "a cat sat"]}
TAGS = {"predictions": [["B-PER", "I-PER", "O"], ["I-LOC"]], "references": [["B-PER", "I-PER", "O"], ["B-LOC"]]}
LABELS = {"predictions": ["a", "b", "b"], "references": ["a", "b", "c"]}
ROWS = {"probabilities": [[0.9, 0.1], [0.4, 0.6]], "references": [0, 0]}
NATS = {"nats": [1.5, 3.0], "counts": [1, 4]}
SIDES = {"generated": [[0.0, 1.0], [2.0, 0.5]], "references": [[1.0, 1.0], [0.0, 0.0]]}
SETS = {"generated": [[0.0], [0.5]], "training": [[0.0], [1.0]], "held_out": [[0.25], [0.5]]}
ITEMS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("bleu", "chrf", "ter", "rouge", "wer", "cer", "exact_match"), TEXTS),
    "squad_f1": {"predictions": ["北京", "cat"], "references": [["北京市", "北京"], ["the cat"]]},
    "entities": TAGS,
    **dict.fromkeys(("accuracy", "macro_precision", "macro_recall", "macro_f1"), LABELS),
    **dict.fromkeys(("log_loss", "brier_score"), ROWS),
    "calibration_error": {**ROWS, "bins": 5},
    **dict.fromkeys(("perplexity", "log_perplexity", "mean_loss", "bits_per_byte", "bits_per_sample"), NATS),
    "kid": SIDES,
    "mmd": {**SIDES, "bandwidth": 2.0},
    "total_variation": {"predictions": [[0.5, 0.5]], "references": [[1.0, 0.0]]},
    **dict.fromkeys(("memorisation_distance", "copied_share"), SETS),
    "time_ratio": {"seconds": [2.0], "reference_seconds": [1.0]},
    "memory_ratio": {"peak_bytes": [2.0], "reference_peak_bytes": [1.0]},
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("evaluate_every_module.py")), str(FOLDER)],
        input=json.dumps(ITEMS),
        capture_output=True,
        text=True,
        check=False,
        cwd=elsewhere,
        env={**os.environ, "HF_HOME": str(elsewhere), "HF_HUB_OFFLINE": "1"},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_a_module_gives_what_its_functions_give(results: dict[str, dict[str, Any]], name: str) -> None:
    module = MODULES[name]
    arguments = {module.renamed.get(key, key): value for key, value in ITEMS[name].items()}
    expected: dict[str, Any] = {}
    for function in module.functions:
        scores = function(**arguments)
        for score in [scores] if isinstance(scores, Score) else scores:
            expected[score.metric] = pytest.approx(score.value)
            expected[f"{score.metric}_ci95"] = score.ci95 and pytest.approx(list(score.ci95))
            expected[f"{score.metric}_standard_error"] = score.standard_error and pytest.approx(score.standard_error)
            expected[f"{score.metric}_signature"] = score.signature
    assert results[name] == expected


def test_each_module_has_its_folder_and_each_folder_its_module() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/*.py")} == set(MODULES)
    for name in MODULES:
        assert f'evaluate_module("{name}")' in (FOLDER / name / f"{name}.py").read_text(encoding="utf-8")
