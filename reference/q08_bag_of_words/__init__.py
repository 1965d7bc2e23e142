"""Question 8: a bag-of-words classifier."""
