"""Reports made from one result: one renderer a file."""
