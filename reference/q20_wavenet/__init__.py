"""Question 20: a WaveNet."""
