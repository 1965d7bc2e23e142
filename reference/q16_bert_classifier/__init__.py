"""Question 16: a classifier by fine-tuning a pre-trained BERT encoder."""
