"""The reference answer: a linear-chain conditional random field over words, their shapes and their surroundings.

Lafferty, McCallum and Pereira (2001). A tag for each word says where a name begins (B) and goes on (I); the
probability of all tags of a text is the soft-max over the sum of one weight for each feature with its tag, and one
for each pair of neighbouring tags. Names and sentences to come are new ones, so training hides words at random, as
if it had never seen them: what is left are the shape and the endings of the name, and the words that are known.
"""

import re

import numpy as np
import torch
from torch import nn

LABELS = ("PER", "ORG", "LOC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
INSIDE = np.array([tag[0] == "I" for tag in TAGS])
# A name goes on only where one of its label has begun.
ALLOWED = np.array([[after[0] != "I" or before[1:] == after[1:] for after in TAGS] for before in TAGS])

# A word: a run of letters and digits with the accents on them; every Chinese character, mark and emoji by itself.
LETTER = r"[^\W\u2e80-\u9fff]"
WORD = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f])*|\S")

NAME_RATE, WORD_RATE, DROPPED = 0.5, 0.8, 0.1
VIEWS, ROUNDS, BATCH, RATE, DECAY = 6, 2, 32, 0.03, 1e-4
"""Passes over the training texts: `ROUNDS` with each of `VIEWS` drawings of the hidden words."""


def shape_of(word):
    """Whether a word is a number, a mark (then itself), capitals, capitalised or small."""
    if word.isdigit():
        return "9"
    if not word[0].isalnum():
        return word[0]
    if word.isupper():
        return "A" if len(word) == 1 else "AA"
    return "Aa" if word[0].isupper() else "a"


def runs_of(words, shapes):
    """Which words are in a run of capitalised ones, and where the run of each begins and ends.

    What joins two of them belongs to the run: Tarven & Sons, University of Kelford, J. Tarven.
    """
    capital = [shape[0] == "A" for shape in shapes]
    joined = list(capital)
    for at in range(1, len(words) - 1):
        if capital[at - 1] and capital[at + 1]:
            joined[at] |= words[at] in ("&", "of", "-") or (words[at] == "." and shapes[at - 1] == "A")
    first, last = list(range(len(words))), list(range(len(words)))
    for at in range(1, len(words)):
        if joined[at] and joined[at - 1]:
            first[at] = first[at - 1]
    for at in range(len(words) - 2, -1, -1):
        if joined[at] and joined[at + 1]:
            last[at] = last[at + 1]
    return joined, first, last


def features_of(words, hidden):
    """The features of each word; of a hidden word only its shape is known, and its ending where it may be a name."""
    shapes = [shape_of(word) for word in words]
    known = [f"?{shape}" if out else word.lower() for word, shape, out in zip(words, shapes, hidden, strict=True)]
    joined, first, last = runs_of(words, shapes)

    def at(place, values=known):
        return "<" if place < 0 else ">" if place >= len(words) else values[place]

    rows = []
    for place, word in enumerate(words):
        row = ["", f"word {known[place]}", f"shape {shapes[place]}"]
        row += [f"{step} {at(place + step)}" for step in (-1, 1)]
        row += [f"shape {step} {at(place + step, shapes)}" for step in (-1, 1)]
        if joined[place]:
            row += name_features(word.lower(), place, first[place], last[place], words, shapes, at)
        rows.append(row)
    return rows


def name_features(word, place, first, last, words, shapes, at):
    """What tells what a run of capitalised words is: its own words and endings, and the words on both sides."""
    more, end = last - first, words[last].lower()
    where = f"{min(place - first, 3)}{' last' if place == last else ''}"
    left, right = at(first - 1), at(last + 1)
    return [
        *(f"ending {word[-size:]}" for size in range(1, 6)),
        f"beginning {word[:3]}",
        f"where {where}",
        f"where {where} of {more}",
        *(f"left {step} {at(first - step)}" for step in (1, 2, 3)),
        *(f"right {step} {at(last + step)}" for step in (1, 2, 3)),
        f"between {left} {right}",
        f"left 2 {at(first - 2)} {left}",
        f"right 2 {right} {at(last + 2)}",
        *(f"last ending {end[-size:]} of {more}" for size in (2, 3, 4)),
        f"last shape {shapes[last]} of {more}",
        f"first word {at(first)}",
        f"last word {at(last)}",
        *(f"with {at(other)}" for other in range(first, last + 1) if other != place),
        f"{where} left {left}",
        f"{where} first {at(first)}",
        f"{where} last {at(last)}",
    ]


class Solution:
    """Weighs features, and finds the most probable tags of a text."""

    def __init__(self, *, seed, device):
        self.rng = np.random.default_rng(seed)
        self.device = device
        self.words = set()
        self.number = {}

    def fit(self, texts, entities):
        """Maximise the likelihood of the training tags."""
        tagged = [tags_of(text, names) for text, names in zip(texts, entities, strict=True)]
        self.words = {word.lower() for words, _ in tagged for word in words}
        views = [self._view([text for text in tagged if text[0]]) for _ in range(VIEWS)]
        self.weights = torch.zeros(len(self.number) + 1, len(TAGS), device=self.device, requires_grad=True)
        self.moves = torch.zeros(len(TAGS), len(TAGS), device=self.device, requires_grad=True)
        optimiser = torch.optim.Adam([self.weights, self.moves], lr=RATE)
        batches = [batch for _ in range(ROUNDS) for view in views for batch in self._batches(view)]
        for step, batch in enumerate(batches):
            optimiser.param_groups[0]["lr"] = RATE * (1 - step / len(batches))
            loss = self._loss(batch) + DECAY * self.weights.square().sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        self.emit, self.follow = (table.detach().cpu().numpy() for table in (self.weights, self.moves))
        self.follow = np.where(ALLOWED, self.follow, -np.inf)

    def predict(self, texts):
        """The names of each text in their order."""
        return [self._names(text) for text in texts]

    def _view(self, tagged):
        """The training texts as numbers of features, with words hidden at random; new features get a number."""
        view = []
        for words, tags in tagged:
            rates = self.rng.random() * np.array([NAME_RATE if word[0].isupper() else WORD_RATE for word in words])
            rows = features_of(words, self.rng.random(len(words)) < rates)
            view.append(([[self.number.setdefault(one, len(self.number) + 1) for one in row] for row in rows], tags))
        return view

    def _batches(self, view):
        order = self.rng.permutation(len(view))
        return [[view[at] for at in order[start : start + BATCH]] for start in range(0, len(view), BATCH)]

    def _loss(self, batch):
        """The mean of minus the log-likelihood of the batch's tags, a feature in ten left out."""
        rows = [row for rows, _ in batch for row in rows]
        numbers = torch.tensor([number for row in rows for number in row], device=self.device)
        starts = torch.tensor(np.cumsum([0, *map(len, rows[:-1])]), device=self.device)
        kept = torch.tensor(self.rng.random(len(numbers)) >= DROPPED, device=self.device)
        scores = nn.functional.embedding_bag(
            numbers, self.weights, starts, mode="sum", per_sample_weights=kept / (1 - DROPPED)
        )
        sizes = [len(tags) for _, tags in batch]
        emit = nn.utils.rnn.pad_sequence(torch.split(scores, sizes), batch_first=True)
        tags = nn.utils.rnn.pad_sequence(
            [torch.tensor(tags, device=self.device) for _, tags in batch], batch_first=True
        )
        real = torch.arange(max(sizes), device=self.device) < torch.tensor(sizes, device=self.device)[:, None]
        of_tags = (emit.gather(2, tags[..., None])[..., 0] * real).sum()
        of_tags = of_tags + (self.moves[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum()
        return (log_sum_of_paths(emit, self.moves, real).sum() - of_tags) / len(batch)

    def _names(self, text):
        spans = [match.span() for match in WORD.finditer(text)]
        if not spans:
            return []
        words = [text[start:end] for start, end in spans]
        rows = features_of(words, [word.lower() not in self.words for word in words])
        scores = np.stack([self.emit[[self.number.get(one, 0) for one in row]].sum(0) for row in rows])
        return names_of(spans, best_path(scores, self.follow))


def tags_of(text, names):
    """The words of a text and the number of each one's tag."""
    spans = [match.span() for match in WORD.finditer(text)]
    tags = [0] * len(spans)
    for start, end, label in names:
        inside = [at for at, (left, right) in enumerate(spans) if left < end and right > start]
        for count, at in enumerate(inside):
            tags[at] = TAGS.index(f"{'I' if count else 'B'}-{label}")
    return [text[start:end] for start, end in spans], tags


def log_sum_of_paths(emit, moves, real):
    """The logarithm of the sum over all tags of each text [B, T, tags]; steps that are not `real` [B, T] are pads."""
    total = emit[:, 0]
    for step in range(1, emit.shape[1]):
        after = torch.logsumexp(total[:, :, None] + moves, 1) + emit[:, step]
        total = torch.where(real[:, step, None], after, total)
    return torch.logsumexp(total, 1)


def best_path(emit, follow):
    """The tags of the largest sum (Viterbi)."""
    total = np.where(INSIDE, -np.inf, emit[0])
    back = []
    for row in emit[1:]:
        steps = total[:, None] + follow
        back.append(steps.argmax(0))
        total = steps.max(0) + row
    path = [int(total.argmax())]
    for come_from in reversed(back):
        path.append(int(come_from[path[-1]]))
    return path[::-1]


def names_of(spans, path):
    """The names that a text's tags spell: [start, end, label]."""
    names = []
    for (start, end), number in zip(spans, path, strict=True):
        place, _, label = TAGS[number].partition("-")
        if place == "B":
            names.append([start, end, label])
        elif place == "I":
            names[-1][1] = end
    return names
