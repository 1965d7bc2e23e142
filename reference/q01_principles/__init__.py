"""Question 1: the core principles of a large language model."""
