"""Question 14: an RNN sentiment classifier from scratch."""
