"""Import hooks, trace functions, exit handlers, finalisers, signal handlers; threads that go on after an answer."""

import atexit
import os
import signal
import sys
import threading
import time

from .surroundings import Fallback


class Hook:
    def find_spec(self, name, path=None, target=None):
        return None


class Finaliser:
    def __del__(self):
        os.write(1, b"TRIED finaliser\n")


class Solution(Fallback):
    def __init__(self, *, seed, device, checkpoint=None):
        super().__init__(seed=seed, device=device, checkpoint=checkpoint)
        sys.meta_path.insert(0, Hook())
        sys.settrace(lambda *_: None)
        sys.setprofile(lambda *_: None)
        threading.setprofile_all_threads(lambda *_: None) if sys.version_info >= (3, 12) else None
        atexit.register(os.write, 1, b'SCORES {"labels": 1.0, "numbers": 1.0, "text": 1.0}\n')
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGUSR1):
            signal.signal(number, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        self.answer = []

    def predict(self, texts):
        print("TRIED threads", flush=True)
        Finaliser()
        answer = super().predict(texts)
        self.answer = answer

        def go_on():
            while True:
                for index in range(len(answer)):
                    answer[index] = "red"
                time.sleep(0.0001)

        threading.Thread(target=go_on, daemon=False).start()
        return answer
