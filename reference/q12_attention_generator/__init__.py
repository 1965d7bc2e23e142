"""Question 12: a recurrent text generator with attention."""
