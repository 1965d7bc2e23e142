"""The quality of question 17: how probable the model finds the continuations of held-out prompts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.question import Evidence, Exam, Measurement, Quality
from metrics.likelihood import mean_loss
from reference.models.causal import CausalModel
from reference.q17_gpt2_generation.ask import continuations
from reference.q17_gpt2_generation.data import QUALITY_LENGTH, GenerationData


def continuation_nats(model: CausalModel, prompt: Sequence[int], text: str, length: int) -> float:
    """The loss in nats of a continuation of `length` tokens, each at most as dear as a random token.

    The text is read as the tokenizer reads it; tokens beyond `length` are not looked at. A missing token costs what a
    uniformly random token costs on average straight after the prompt, and no token costs more. So ending early,
    or saying nothing, is never better than babbling, and one very improbable token cannot drown the rest.
    """
    dearest = float(-model.log_probs([list(prompt)], last=1)[0, 0].astype(np.float64).mean())
    tokens = model.encode(text)[:length]
    spent = np.minimum(model.token_nats(prompt, tokens), dearest).sum()
    return float(spent) + dearest * (length - len(tokens))


def measure(exam: Exam[GenerationData]) -> Measurement:
    """Greedy continuations of all held-out prompts, asked for in one batch of unequal lengths."""
    data = exam.data
    answers = continuations(exam.fitted(), [item.prompt for item in data.held_out], QUALITY_LENGTH)
    nats = [
        continuation_nats(data.model, item.ids, answer, QUALITY_LENGTH)
        for item, answer in zip(data.held_out, answers, strict=True)
    ]
    equal = [answer in item.greedy.texts for item, answer in zip(data.held_out, answers, strict=True)]
    rows = [
        {"prompt": item.prompt, "greedy": sorted(item.greedy.texts)[0], "came": answer[:300], "nats": round(loss, 3)}
        for item, answer, loss in zip(data.held_out, answers, nats, strict=True)
    ]
    return Measurement(
        mean_loss(nats=nats, counts=[QUALITY_LENGTH] * len(nats)),
        metrics={"greedy_exact": float(np.mean(equal))},
        evidence=(Evidence("Held-out prompts and their continuations", rows),),
    )


QUALITY = Quality("mean_loss", higher_is_better=False, measure=measure)
