"""The sentences of question 13: who does what to whom."""

from __future__ import annotations

from dataclasses import replace

from harness.question import DataRequest
from reference.classifier.data import ClassifierData, classifier_data
from reference.data.catalogue import ORDER
from reference.data.tables import Sizes

NAMES = (
    "a person cares for an animal",
    "a person harms an animal",
    "an animal cares for a person",
    "an animal harms a person",
)

TABLE = replace(ORDER, fast=Sizes(1600, 100))
"""With fewer sentences than these nothing learns the order of words."""


def make_data(request: DataRequest) -> ClassifierData:
    """3,000 sentences to train on and 600 held-out ones, with pairs of a person and an animal that training lacks."""
    return classifier_data(TABLE, request, NAMES)
