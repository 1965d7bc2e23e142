"""Question 15: a convolutional text classifier from scratch."""
