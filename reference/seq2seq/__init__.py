"""Encoder-decoder models as the grader runs them, and how their texts are measured: questions 10, 18, 24 and 28."""
