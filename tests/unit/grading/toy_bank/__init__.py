"""A bank of one small question, for tests of the engine."""
