"""Has modules named like libraries beside it and inside it, for a grader that looks there first."""

from .surroundings import Fallback


class Solution(Fallback):
    def predict(self, texts):
        import json
        import tomllib  # no one has imported it before

        for module in (json, tomllib):
            if getattr(module, "SHADOW", False):
                print("LOOT shadowed", module.__name__, flush=True)
        print("TRIED shadows", flush=True)
        return super().predict(texts)
