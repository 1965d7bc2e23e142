from .solution import Solution as Reference
from .solution import functional


class Solution(Reference):
    """Dropout between the weights that are returned and those that are used."""

    def attend(self, query, keys, mask):
        weights = super().attend(query, keys, mask)["weights"]
        return {"context": (functional.dropout(weights, 0.1)[:, None] @ keys)[:, 0], "weights": weights}
