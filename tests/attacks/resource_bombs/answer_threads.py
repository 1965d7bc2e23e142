"""Threads without end."""

import threading
import time

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        count = 0
        try:
            while count < 2000:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                count += 1
        finally:
            print("STARTED", "no end of" if count >= 2000 else "some", "threads", flush=True)
