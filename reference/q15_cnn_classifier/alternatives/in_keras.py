"""The same idea in Keras on the torch backend: masked convolutions of three widths, each channel's largest value."""

import os
import random
import re
from collections import Counter

import numpy as np

os.environ["KERAS_BACKEND"] = "torch"

import keras
from keras import layers, ops

WIDTH, CHANNELS, KERNELS = 64, 64, (1, 2, 3)
PAD, BEGIN, UNSEEN = 0, 1, 2
BATCH = 32


def words_of(text):
    return re.findall(r"\w+(?:'\w+)*|[^\w\s]+", text.lower())


def network(words, classes, steps):
    tokens = keras.Input((None,), dtype="int32")
    real = ops.expand_dims(ops.cast(ops.not_equal(tokens, PAD), "float32"), -1)
    embedding = layers.Embedding(words, WIDTH, embeddings_initializer=keras.initializers.RandomNormal(stddev=0.3))
    signal = layers.Dropout(0.4)(embedding(tokens)) * real
    # Beyond the text the signal is zero, as it is beyond the row: a pad is never told from the row's end.
    found = [layers.Conv1D(CHANNELS, kernel, padding="same", activation="relu")(signal) * real for kernel in KERNELS]
    peaks = layers.Concatenate()([layers.GlobalMaxPooling1D()(values) for values in found])
    scores = layers.Dense(classes, activation="softmax")(layers.Dropout(0.4)(peaks))
    model = keras.Model(tokens, scores)
    rate = keras.optimizers.schedules.CosineDecay(3e-4, steps, warmup_target=3e-3, warmup_steps=steps // 5)
    optimiser = keras.optimizers.AdamW(rate, weight_decay=0.01)
    model.compile(optimiser, "sparse_categorical_crossentropy", jit_compile=False)
    return model


class Solution:
    def __init__(self, *, seed, device):
        self.seed, self.device = seed, device

    def fit(self, texts, labels):
        keras.utils.set_random_seed(self.seed)
        draw = random.Random(self.seed)
        counts = Counter(word for text in texts for word in words_of(text))
        least = 2 if len(texts) >= 1000 else 1
        known = sorted(word for word, count in counts.items() if count >= least)
        self.number = {word: number for number, word in enumerate(known, start=UNSEEN + 1)}
        self.classes = max(labels) + 1
        rows = [(self.encode(text), label) for text, label in zip(texts, labels, strict=True)]
        steps = min(560, max(80, 8 * len(rows) // BATCH))
        with keras.device(self.device):
            self.model = network(len(known) + UNSEEN + 1, self.classes, steps)
            order = []
            for _ in range(steps):
                order = order or draw.sample(rows, len(rows))
                batch, order = order[:BATCH], order[BATCH:]
                tokens = [[UNSEEN if draw.random() < 0.02 else number for number in row] for row, _ in batch]
                self.model.train_on_batch(stack(tokens), np.array([label for _, label in batch]))

    def predict_proba(self, texts):
        answer = np.zeros((len(texts), getattr(self, "classes", 0)), dtype=np.float32)
        rows = [self.encode(text) for text in texts]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        with keras.device(self.device):
            for start in range(0, len(order), 64):
                chosen = order[start : start + 64]
                scores = self.model(stack([rows[index] for index in chosen]), training=False)
                answer[chosen] = ops.convert_to_numpy(scores)
        return answer

    def encode(self, text):
        return [BEGIN, *(self.number.get(word, UNSEEN) for word in words_of(text))]


def stack(rows):
    longest = max(map(len, rows))
    return np.array([row + [PAD] * (longest - len(row)) for row in rows], dtype=np.int32)
