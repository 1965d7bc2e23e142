"""Question 17: text generation with a pre-trained GPT-2."""
