"""Metrics: pure functions with per-item sufficient statistics, a score with its interval, a signature."""
