"""Finds and reads submissions: folder, file, archive, notebook, answer sheet -> `Submission`.

Nothing here runs, imports or unpacks to disk what a candidate handed in: it is read as bytes, within limits.
"""

from harness.intake.reading import read_submission
from harness.intake.submission import Answer, Problem, Submission

__all__ = ["Answer", "Problem", "Submission", "read_submission"]
