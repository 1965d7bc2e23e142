"""Where exams run: a local pool of threads over one sandbox server."""
