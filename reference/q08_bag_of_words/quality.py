"""The quality of question 8: macro-averaged F1 over the labels of held-out texts."""

from __future__ import annotations

from collections import Counter

from harness.question import Evidence, Measurement, Quality
from metrics.classification import accuracy, macro_f1
from reference.q08_bag_of_words.ask import SourceExam, predict


def measure(exam: SourceExam) -> Measurement:
    """All held-out texts in one call."""
    held_out = exam.data.held_out
    predictions = predict(exam.fitted(), held_out.texts, exam.data.training.labels)
    references = list(held_out.labels)
    pairs = Counter(zip(references, predictions, strict=True))
    labels = sorted(set(exam.data.training.labels))
    confusion = [{"is": label, **{f"called {other}": pairs[label, other] for other in labels}} for label in labels]
    wrong = [
        {"text": text, "is": label, "called": answer}
        for text, label, answer in zip(held_out.texts, references, predictions, strict=True)
        if answer != label
    ]
    return Measurement(
        macro_f1(predictions=predictions, references=references),
        metrics={"accuracy": accuracy(predictions=predictions, references=references).value},
        evidence=(
            Evidence("Which label was taken for which", confusion),
            Evidence("Held-out texts with a wrong label (the first 30)", wrong[:30]),
        ),
    )


QUALITY = Quality("macro_f1", higher_is_better=True, measure=measure)
