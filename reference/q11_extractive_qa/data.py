"""The items of question 11: short stories of events, and a question about each."""

from __future__ import annotations

from harness.question import DataRequest
from reference.data.catalogue import QUESTIONS
from reference.extractive.data import ExtractiveData, extractive_data

TABLE = QUESTIONS


def make_data(request: DataRequest) -> ExtractiveData:
    """The items of one exam, fewer when a fast one is asked for."""
    return extractive_data(TABLE, request)
