from .solution import Solution as Reference


class Solution(Reference):
    """Joins names of one label with nothing but a blank between them, as who decodes without B- tags does."""

    def predict(self, texts):
        answers = []
        for text, names in zip(texts, super().predict(texts), strict=True):
            joined = []
            for start, end, label in names:
                if joined and joined[-1][2] == label and not text[joined[-1][1] : start].strip():
                    joined[-1][1] = end
                else:
                    joined.append([start, end, label])
            answers.append(joined)
        return answers
