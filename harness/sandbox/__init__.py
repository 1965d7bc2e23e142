"""Runs candidate code in a confined process forked from a preloaded server; only plain data crosses."""
