"""Question 10: translation from English to Chinese with a pre-trained encoder-decoder."""
