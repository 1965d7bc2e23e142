"""Finds and reads submissions: folder, file, archive, notebook, answer sheet -> `Submission`."""
