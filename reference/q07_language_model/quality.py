"""The quality of question 7: perplexity on sentences that the answer has not seen."""

from __future__ import annotations

import numpy as np

from harness.question import Evidence, Measurement, Quality
from metrics.likelihood import log_perplexity, perplexity
from reference.q07_language_model.ask import LanguageExam, held_out_scores


def measure(exam: LanguageExam) -> Measurement:
    """Nats a word of the held-out sentences, the end of each counted as a word.

    The headline is the logarithm of the perplexity: on a linear scale of perplexities, between that of the uniform
    distribution (ten thousand) and that of a good model (two hundred), every model that learnt anything looks perfect.
    """
    scores = held_out_scores(exam)
    nats = [-float(np.sum(values)) for values in scores]
    counts = [len(values) for values in scores]
    order = np.argsort([-spent / count for spent, count in zip(nats, counts, strict=True)])
    worst = [
        {"sentence": " ".join(exam.data.held_out[index]), "nats a word": round(nats[index] / counts[index], 2)}
        for index in order[:10].tolist()
    ]
    return Measurement(
        log_perplexity(nats=nats, counts=counts),
        metrics={"perplexity": perplexity(nats=nats, counts=counts).value},
        evidence=(Evidence("The held-out sentences that surprise the model most", worst),),
    )


QUALITY = Quality("log_perplexity", higher_is_better=False, measure=measure)
