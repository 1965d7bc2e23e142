"""Extractive question answering, for questions 11 and 26: the contract of `answer`, its checks and its quality."""
