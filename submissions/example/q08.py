"""Question 8: scikit-learn's counts and a logistic regression on them."""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression


class Solution:
    def __init__(self, *, seed: int, device: str) -> None:
        self.counter = CountVectorizer(lowercase=True, token_pattern=r"[^\W_]+")
        self.model = LogisticRegression(C=1.0, max_iter=300, random_state=seed)
        self.only: str | None = None

    def fit(self, texts: list[str], labels: list[str]) -> None:
        counts = self.counter.fit_transform(texts)
        self.only = labels[0] if len(set(labels)) == 1 else None
        if self.only is None:
            self.model.fit(counts, labels)

    def vocabulary(self) -> list[str]:
        return self.counter.get_feature_names_out().tolist()

    def vectorize(self, texts: list[str]) -> np.ndarray:
        return self.counter.transform(texts).toarray()

    def predict(self, texts: list[str]) -> list[str]:
        if not texts:
            return []
        if self.only is not None:
            return [self.only] * len(texts)
        return self.model.predict(self.counter.transform(texts)).tolist()
