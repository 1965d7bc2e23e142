"""The sentences of question 14: from film and product reviews, clearly positive or negative."""

from __future__ import annotations

from harness.question import DataRequest
from reference.classifier.data import ClassifierData, classifier_data
from reference.data import catalogue

TABLE = catalogue.REVIEWS
NAMES = ("negative", "positive")


def make_data(request: DataRequest) -> ClassifierData:
    """6,000 sentences to train on and 1,400 held-out ones of other documents, equally many of each label."""
    return classifier_data(TABLE, request, NAMES)
