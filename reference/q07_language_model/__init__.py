"""Question 7: a language model from counts."""
