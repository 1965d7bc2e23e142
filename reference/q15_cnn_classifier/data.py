"""The texts of question 15: real sentences, and which of four kinds of source each comes from."""

from __future__ import annotations

from harness.question import DataRequest
from reference.classifier.data import ClassifierData, classifier_data
from reference.data import catalogue
from reference.data.rated_sentences import SOURCES

TABLE = catalogue.SOURCES


def make_data(request: DataRequest) -> ClassifierData:
    """6,000 sentences to train on and 1,600 held-out ones of other documents, equally many of each source."""
    return classifier_data(TABLE, request, [source.replace("_", " ") for source in SOURCES])
