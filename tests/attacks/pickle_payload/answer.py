"""Answers with objects and bytes that run code in whoever unpickles them or loads them as YAML or a checkpoint."""

import io
import os
import pickle

import torch

from .surroundings import TOLD, Fallback


class Payload:
    def __reduce__(self):
        return os.system, (f"touch {TOLD['touched']}",)


YAML = f"!!python/object/apply:os.system ['touch {TOLD['touched']}']"


class Solution(Fallback):
    calls = 0

    def predict(self, texts):
        self.calls += 1
        return Payload() if self.calls == 1 else [pickle.dumps(Payload())] * len(texts)

    def describe(self, texts):
        return [YAML for _ in texts]

    def transform(self, numbers):
        return Payload()

    def weights(self):
        file = io.BytesIO()
        torch.save(Payload(), file)
        return file.getvalue()
