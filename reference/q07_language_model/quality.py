"""The quality of question 7: perplexity on sentences that the answer has not seen."""

from __future__ import annotations

import numpy as np

from harness.question import Evidence, Measurement, Quality
from metrics.likelihood import mean_probability, perplexity
from reference.q07_language_model.ask import LanguageExam, held_out_scores


def measure(exam: LanguageExam) -> Measurement:
    """The mean probability of the words and ends of held-out sentences: 1 / perplexity.

    On this scale halving the perplexity doubles the value. On one of perplexities, from the uniform distribution's
    (ten thousand) to a good model's (two hundred), whatever has learnt anything looks perfect; on one of their
    logarithms word frequencies alone, without a look at the context, come three quarters of the way.
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
        mean_probability(nats=nats, counts=counts),
        metrics={"perplexity": perplexity(nats=nats, counts=counts).value},
        evidence=(Evidence("The held-out sentences that surprise the model most", worst),),
    )


QUALITY = Quality("mean_probability", higher_is_better=True, measure=measure)
