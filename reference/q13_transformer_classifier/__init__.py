"""Question 13: a Transformer text classifier from scratch."""
