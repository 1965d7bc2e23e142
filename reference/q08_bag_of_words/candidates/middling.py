"""Middling: counts of 1,000 words and naive Bayes; takes all labels for equally frequent, crashes on an empty list."""

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB


class Solution:
    def __init__(self, *, seed, device):
        self.vectorizer = CountVectorizer(max_features=1000, stop_words="english")
        self.model = MultinomialNB(fit_prior=False)

    def fit(self, texts, labels):
        self.model.fit(self.vectorizer.fit_transform(texts), labels)

    def vocabulary(self):
        return list(self.vectorizer.get_feature_names_out())

    def vectorize(self, texts):
        return self.vectorizer.transform(texts).toarray()

    def predict(self, texts):
        return list(self.model.predict(self.vectorizer.transform(texts)))
