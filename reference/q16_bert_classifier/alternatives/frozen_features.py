"""The encoder as it came, and scikit-learn's logistic regression on the mean of its last layer."""

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from transformers import AutoModel, AutoTokenizer


class Solution:
    def __init__(self, *, seed, device, checkpoint):
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.encoder = AutoModel.from_pretrained(checkpoint).to(device).eval()
        self.head = LogisticRegression(C=1.0, max_iter=1000)

    def fit(self, texts, labels):
        self.head.fit(self.features(texts), labels)

    def predict_proba(self, texts):
        if not texts:
            return np.zeros((0, len(self.head.classes_)), np.float32)
        return self.head.predict_proba(self.features(texts))

    @torch.no_grad()
    def features(self, texts):
        return np.concatenate([self.feature(text) for text in texts])

    def feature(self, text):
        """One text at a time needs no pads."""
        encoded = self.tokenizer(text, truncation=True, max_length=512, return_tensors="pt").to(self.encoder.device)
        return self.encoder(**encoded).last_hidden_state.mean(1).cpu().numpy()
