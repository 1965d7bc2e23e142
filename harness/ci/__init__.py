"""Grades what a pull request changed: asks git, grades each changed submission, writes one summary."""
