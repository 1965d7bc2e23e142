"""Kills its parent, its group, and everything else that it may signal; then stops itself."""

import os
import signal

from .surroundings import TOLD, Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        super().fit(texts, labels)
        print("TRIED to kill", flush=True)
        for pid in (TOLD["victim"], os.getppid(), 1):
            if pid == 0 or pid == os.getpid():
                continue
            try:
                os.kill(pid, signal.SIGKILL)
                print("LOOT killed", pid, flush=True)
            except OSError:
                continue
        os.kill(os.getpid(), signal.SIGSTOP)
