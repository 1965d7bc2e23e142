"""Memory that no limit on private memory counts: shared mappings, memory files, many processes with a little each."""

import mmap
import os
import time

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        for _ in range(8):
            if os.fork() == 0:
                shared = mmap.mmap(-1, 200 << 20)
                for page in range(0, len(shared), 4096):
                    shared[page] = 1
                time.sleep(60)
        os.wait()
