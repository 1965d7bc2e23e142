"""The local pool: exams side by side in threads of the grader, each waiting for its own sandbox session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")


class LocalPool:
    """Runs tasks in `jobs` threads. Threads do, because a grader's thread mostly waits for a candidate's process."""

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise ValueError(f"a pool needs at least one job, not {jobs}")
        self._jobs = jobs

    def run(self, work: Callable[[Task], Done], tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield each result the moment it exists, in order of completion; the first exception ends the run.

        Tasks are started in their given order; at an exception (Ctrl-C too) those not yet started never start.
        """
        pool = ThreadPoolExecutor(self._jobs, thread_name_prefix="exam")
        futures: set[Future[Done]] = {pool.submit(work, task) for task in tasks}
        try:
            while futures:
                # A bounded wait, since a wait without end in the main thread would keep Ctrl-C waiting too.
                done, futures = wait(futures, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()
