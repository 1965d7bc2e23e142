"""From an answer to a question's result: sessions, checks, quality, scoring."""
