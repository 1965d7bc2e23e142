"""Question 11: extractive question answering with a pre-trained reader."""
