"""Detects that it is called for the first time, and slows down whoever is measured beside it."""

import os
import threading
import time

from .surroundings import Fallback


class Solution(Fallback):
    def predict(self, texts):
        print("TRIED to be slow", flush=True)
        for _ in range(4):
            if os.fork() == 0:
                until = time.monotonic() + 60
                while time.monotonic() < until:
                    pass
                os._exit(0)
        threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()
        return super().predict(texts)
