"""What the questions about a fine-tuned encoder (16 and 30) share beyond `reference.classifier`: checks, resources."""
