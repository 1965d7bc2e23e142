"""What makes metrics loadable with Hugging Face `evaluate`, from the folders under `metrics/evaluate`.

    rouge = evaluate.load("metrics/evaluate/rouge")
    rouge.compute(predictions=["今天天气很好"], references=["今天天气不错"])

Each folder holds one script of two lines, which asks for its class here: one table says what each is made of. Results
are the functions' own: for each metric its value, then its interval, standard error and signature.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import datasets
from evaluate.info import MetricInfo
from evaluate.module import Metric

from harness.question import Score
from metrics.bleu import bleu, chrf
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.classification import accuracy, macro_f1, macro_precision, macro_recall
from metrics.efficiency import memory_ratio, time_ratio
from metrics.entities import entity_f1, entity_precision, entity_recall, iob2_entities
from metrics.error_rates import cer, wer
from metrics.kernel_distance import kid, mmd
from metrics.likelihood import bits_per_byte, bits_per_sample, log_perplexity, mean_loss, perplexity
from metrics.memorisation import copied_share, memorisation_distance
from metrics.probabilities import brier_score, calibration_error, log_loss
from metrics.rouge import KINDS, rouge_statistics
from metrics.squad import exact_match, squad_f1
from metrics.ter import ter
from metrics.total_variation import total_variation

TEXT, NUMBER, WHOLE = datasets.Value("string"), datasets.Value("float64"), datasets.Value("int64")
NUMBERS, TEXTS = datasets.List(NUMBER), datasets.List(TEXT)

_FEATURES: Callable[..., datasets.Features] = datasets.Features  # which its own package leaves untyped

Compute = Callable[..., Score | Sequence[Score]]


@dataclass(frozen=True, slots=True)
class Module:
    """The functions behind a module, the types of their arguments, and other names under which these come.

    `columns` has several entries where an argument may be of several types. `renamed` maps a module's argument to the
    functions' one: `evaluate` says predictions where a text metric says hypotheses.
    """

    functions: tuple[Compute, ...]
    columns: tuple[Mapping[str, Any], ...]
    renamed: Mapping[str, str] = field(default_factory=dict)


def _rouge(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> list[Score]:
    """ROUGE-1, -2, -L and -Lsum."""
    return [
        statistics.score(bootstrap)
        for statistics in rouge_statistics(*KINDS, hypotheses=hypotheses, references=references)
    ]


def _tagged(function: Callable[..., Score]) -> Compute:
    def of_tags(
        *, predictions: Sequence[Sequence[str]], references: Sequence[Sequence[str]], bootstrap: Bootstrap = DEFAULT
    ) -> Score:
        found, true = ([iob2_entities(tags) for tags in texts] for texts in (predictions, references))
        return function(predictions=found, references=true, bootstrap=bootstrap)

    of_tags.__doc__ = f"{inspect.getdoc(function)}\n\nOf IOB2 tags, read strictly."
    return of_tags


def _texts(*functions: Compute) -> Module:
    columns = {"predictions": TEXT, "references": TEXT}
    return Module(functions, (columns,), {"predictions": "hypotheses"})


def _pairs(function: Compute, **columns: Any) -> Module:
    return Module((function,), (columns,))


def _labels(function: Compute) -> Module:
    return Module((function,), tuple({"predictions": kind, "references": kind} for kind in (WHOLE, TEXT)))


def _squad(function: Compute) -> Module:
    columns = tuple({"predictions": TEXT, "references": references} for references in (TEXTS, TEXT))
    return Module((function,), columns, {"predictions": "hypotheses"})


MODULES: Mapping[str, Module] = {
    "bleu": _texts(bleu),
    "chrf": _texts(chrf),
    "ter": _texts(ter),
    "rouge": _texts(_rouge),
    "wer": _texts(wer),
    "cer": _texts(cer),
    "exact_match": _squad(exact_match),
    "squad_f1": _squad(squad_f1),
    "entities": Module(
        tuple(map(_tagged, (entity_precision, entity_recall, entity_f1))),
        ({"predictions": TEXTS, "references": TEXTS},),
    ),
    "accuracy": _labels(accuracy),
    "macro_precision": _labels(macro_precision),
    "macro_recall": _labels(macro_recall),
    "macro_f1": _labels(macro_f1),
    "log_loss": _pairs(log_loss, probabilities=NUMBERS, references=WHOLE),
    "brier_score": _pairs(brier_score, probabilities=NUMBERS, references=WHOLE),
    "calibration_error": _pairs(calibration_error, probabilities=NUMBERS, references=WHOLE),
    "perplexity": _pairs(perplexity, nats=NUMBER, counts=WHOLE),
    "log_perplexity": _pairs(log_perplexity, nats=NUMBER, counts=WHOLE),
    "mean_loss": _pairs(mean_loss, nats=NUMBER, counts=WHOLE),
    "bits_per_byte": _pairs(bits_per_byte, nats=NUMBER, counts=WHOLE),
    "bits_per_sample": _pairs(bits_per_sample, nats=NUMBER, counts=WHOLE),
    "kid": _pairs(kid, generated=NUMBERS, references=NUMBERS),
    "mmd": _pairs(mmd, generated=NUMBERS, references=NUMBERS),
    "total_variation": _pairs(total_variation, predictions=NUMBERS, references=NUMBERS),
    "memorisation_distance": _pairs(memorisation_distance, generated=NUMBERS, training=NUMBERS, held_out=NUMBERS),
    "copied_share": _pairs(copied_share, generated=NUMBERS, training=NUMBERS, held_out=NUMBERS),
    "time_ratio": _pairs(time_ratio, seconds=NUMBER, reference_seconds=NUMBER),
    "memory_ratio": _pairs(memory_ratio, peak_bytes=NUMBER, reference_peak_bytes=NUMBER),
}
"""Name of the folder and its script -> what it computes."""


def evaluate_module(name: str) -> type[Metric]:
    """The class of the module `name`; the options of its functions are options of `compute`."""
    module = MODULES[name]

    def info(_self: Metric) -> MetricInfo:
        return MetricInfo(
            description="\n\n".join(inspect.getdoc(function) or "" for function in module.functions),
            citation="",
            inputs_description=", ".join(module.columns[0]),
            features=[_FEATURES(columns) for columns in module.columns],
        )

    def compute(_self: Metric, **arguments: Any) -> dict[str, Any]:
        named = {module.renamed.get(name, name): value for name, value in arguments.items()}
        scores: list[Score] = []
        for function in module.functions:
            found = function(**named)
            scores.extend([found] if isinstance(found, Score) else found)
        values: dict[str, Any] = {score.metric: score.value for score in scores}
        for score in scores:
            values[f"{score.metric}_ci95"] = score.ci95
            values[f"{score.metric}_standard_error"] = score.standard_error
            values[f"{score.metric}_signature"] = score.signature
        return values

    return type(name, (Metric,), {"_info": info, "_compute": compute})
