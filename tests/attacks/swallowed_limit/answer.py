"""Catches everything that could end it, ignores every signal that it can, and goes on without end."""

import signal

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        print("TRIED to go on", flush=True)
        for number in range(1, signal.NSIG):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                continue
        while True:
            try:
                while True:
                    pass
            except BaseException:
                continue
