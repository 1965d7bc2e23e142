"""Grading what a pull request changed."""
