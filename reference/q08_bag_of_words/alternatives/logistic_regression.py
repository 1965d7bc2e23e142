"""scikit-learn: counts, and a logistic regression on them."""

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


class Solution:
    def __init__(self, *, seed, device):
        # Words of two letters and more that three training texts have; all other options at their defaults.
        self.counter = CountVectorizer(min_df=3)
        self.model = make_pipeline(self.counter, LogisticRegression(C=0.5, max_iter=200, random_state=seed))

    def fit(self, texts, labels):
        self.model.fit(texts, labels)

    def vocabulary(self):
        return self.counter.get_feature_names_out().tolist()

    def vectorize(self, texts):
        return self.counter.transform(texts).toarray()

    def predict(self, texts):
        return self.model.predict(texts).tolist() if texts else []
