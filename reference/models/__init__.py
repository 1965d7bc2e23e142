"""Checkpoints that come with the project, their builders and cards, and how the grader reads them."""
