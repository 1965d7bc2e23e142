"""The bank: one folder a question, all alike, found by the harness through the entry point `harness.questions`."""
