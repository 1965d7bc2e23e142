"""Starts daemons that are to outlive the grading: new session, double fork, new program, no descriptor left."""

import os
import sys
import time

from .surroundings import TOLD, Fallback


class Solution(Fallback):
    def predict(self, texts):
        for _ in range(3):
            if os.fork() == 0:
                try:
                    os.setsid()
                except OSError:
                    pass
                if os.fork() == 0:
                    os.closerange(0, 256)
                    os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(99)", TOLD["mark"]])
                os._exit(0)
        time.sleep(0.2)
        print("TRIED to stay", flush=True)
        return super().predict(texts)
