"""Question 9: named-entity recognition."""
