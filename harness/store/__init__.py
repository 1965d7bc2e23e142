"""Results kept as they come, and measured references."""
