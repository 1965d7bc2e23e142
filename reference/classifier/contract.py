"""The contract of a text classifier."""

from __future__ import annotations

from collections.abc import Mapping

from harness.question import Array, Contract, Ignored, Integer, Limits, ListOf, Method, Text


def classifier_contract(
    *,
    fit_s: float,
    predict_s: float = 30.0,
    limits: Limits | None = None,
    resources: Mapping[str, str] | None = None,
) -> Contract:
    """`fit` within `fit_s` seconds, `predict_proba` within `predict_s`.

    How many columns there must be follows from the labels that `fit` was given, so that the calls check it.
    """
    texts = ListOf(Text(), "N")
    return Contract(
        methods=(
            Method("fit", {"texts": texts, "labels": ListOf(Integer(0), "N")}, Ignored(), limit_s=fit_s),
            Method("predict_proba", {"texts": texts}, Array("float32", ("N", None)), limit_s=predict_s),
        ),
        resources=resources or {},
        limits=limits or Limits(),
    )
