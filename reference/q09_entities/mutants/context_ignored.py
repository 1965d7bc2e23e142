from . import solution
from .solution import Solution as Reference

KEPT = ("word", "shape 9", "shape A", "shape a", "ending", "beginning", "where")


def own_features(words, hidden):
    return [
        [one for one in row if one.startswith(KEPT) and " left " not in one]
        for row in solution.all_features(words, hidden)
    ]


class Solution(Reference):
    """Looks at the name alone, not at the words around it."""

    def fit(self, texts, entities):
        solution.all_features = solution.features_of
        solution.features_of = own_features
        super().fit(texts, entities)
