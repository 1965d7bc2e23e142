"""Aborts in one method, ends with success in the next, reads from address 0 in a third."""

import ctypes
import os
import sys

from .surroundings import Fallback


class Solution(Fallback):
    def predict(self, texts):
        os.abort()

    def transform(self, numbers):
        sys.exit(0)

    def weights(self):
        return ctypes.string_at(0)
