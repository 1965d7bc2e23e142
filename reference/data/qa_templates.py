"""What happens in the contexts of the question-answering items, and what can be asked about it."""

from __future__ import annotations

from typing import NamedTuple


class EventKind(NamedTuple):
    """One kind of event: ways to tell it, and for each slot ways to ask for what fills it."""

    statements: tuple[str, ...]
    questions: dict[str, tuple[str, ...]]


EVENTS: tuple[EventKind, ...] = (
    EventKind(
        (
            "{person} bought the {object} from {organisation} in {place} for {number} dollars.",
            "For {number} dollars, {organisation} in {place} sold the {object} to {person}.",
            "In {place}, the {object} was sold by {organisation} to {person}, who paid {number} dollars.",
        ),
        {
            "person": ("Who bought the {object}?", "To whom was the {object} sold?"),
            "organisation": ("Who sold the {object}?", "From which company did {person} buy the {object}?"),
            "place": ("Where did {person} buy the {object}?", "Where was the {object} sold?"),
            "number": ("How many dollars did the {object} cost?", "How much did {person} pay for the {object}?"),
            "object": ("What did {person} buy in {place}?", "What was sold by {organisation}?"),
        },
    ),
    EventKind(
        (
            "{person} was appointed head of {organisation} on {day}.",
            "On {day}, {organisation} chose {person} as its new head.",
            "The new head of {organisation} is {person}, who was elected on {day}.",
        ),
        {
            "person": ("Who became the head of {organisation}?", "Whom did {organisation} choose as its new head?"),
            "organisation": ("What does {person} lead?", "Which organisation did {person} become the head of?"),
            "day": ("When was {person} appointed?", "On which day did {organisation} get a new head?"),
        },
    ),
    EventKind(
        (
            "{person} found the {object} under a bridge in {place} on {day}.",
            "On {day} the {object} was discovered near {place} by {person}.",
            "It was {person} who discovered the {object} in {place} last {day}.",
        ),
        {
            "person": ("Who found the {object}?", "Who made the discovery in {place}?"),
            "place": ("Where was the {object} found?", "Where did {person} find the {object}?"),
            "day": ("When was the {object} discovered?", "On which day did {person} find the {object}?"),
            "object": ("What did {person} find?", "What was found in {place}?"),
        },
    ),
    EventKind(
        (
            "{person} travelled from {place} to {place2} with {number} friends.",
            "Together with {number} friends, {person} left {place} and went to {place2}.",
            "The journey of {person} and {number} friends began in {place} and ended in {place2}.",
        ),
        {
            "person": ("Who travelled to {place2}?", "Who left {place}?"),
            "place": ("Where did the journey of {person} begin?", "Which town did {person} leave?"),
            "place2": ("Where did {person} go?", "Where did the journey of {person} end?"),
            "number": ("How many friends went with {person}?", "With how many friends did {person} leave {place}?"),
        },
    ),
    EventKind(
        (
            "{organisation} opened a factory in {place} and hired {number} people.",
            "In {place}, {number} people found work in the new factory of {organisation}.",
            "A new factory of {organisation} gives work to {number} people in {place}.",
        ),
        {
            "organisation": ("Who opened a factory in {place}?", "Which company built a factory in {place}?"),
            "place": ("Where did {organisation} open a factory?", "Where is the factory of {organisation}?"),
            "number": ("How many people did {organisation} hire?", "How many people work in the factory in {place}?"),
        },
    ),
    EventKind(
        (
            "{person} gave the {object} to {person2} on {day}.",
            "On {day}, {person2} received the {object} as a present from {person}.",
            "The {object} was a present from {person} to {person2}, given on {day}.",
        ),
        {
            "person": ("Who gave away the {object}?", "From whom did {person2} get the {object}?"),
            "person2": ("Who received the {object}?", "To whom did {person} give the {object}?"),
            "object": ("What did {person} give to {person2}?", "What present did {person2} get?"),
            "day": ("When did {person2} receive the {object}?", "On which day did {person} give a present?"),
        },
    ),
    EventKind(
        (
            "{person} won the race in {place} in {number} minutes.",
            "After {number} minutes, {person} crossed the finish line first in {place}.",
            "The race in {place} was won by {person}, who needed {number} minutes.",
        ),
        {
            "person": ("Who won the race in {place}?", "Who was the fastest runner in {place}?"),
            "place": ("Where did {person} win a race?", "Where was the race that {person} won?"),
            "number": ("How many minutes did {person} need?", "How long did the winner in {place} run?"),
        },
    ),
    EventKind(
        (
            "{person} repaired the {object} for {organisation} in {number} days.",
            "It took {person} {number} days to repair the {object}, which belongs to {organisation}.",
            "{organisation} owns the {object}; {person} mended it within {number} days.",
        ),
        {
            "person": ("Who repaired the {object}?", "Who mended something for {organisation}?"),
            "organisation": ("Who owns the {object}?", "For whom did {person} repair the {object}?"),
            "object": ("What did {person} repair?", "What does {organisation} own?"),
            "number": ("How many days did the repair of the {object} take?",
                       "How long did {person} work on the {object}?"),
        },
    ),
)  # fmt: skip

FILLERS: tuple[str, ...] = (
    "The weather was mild for the season.",
    "Nobody had expected it.",
    "The local paper wrote about it at length.",
    "Several neighbours came to watch.",
    "It rained all afternoon.",
    "The coffee was cold by then.",
    "A small crowd waited outside.",
    "Not everyone was pleased.",
    "There was music in the evening.",
    "The old road was closed again.",
    "Some people still talk about it.",
    "The lights went out for a moment.",
    "Children played in the street.",
    "It was a quiet week otherwise.",
    "The story was told many times afterwards.",
    "No photographs were taken.",
    "The shops had closed early.",
    "Most of the visitors stayed until the end.",
)

OBJECT_NOUNS: tuple[str, ...] = (
    "accordion", "anchor", "armchair", "balloon", "barometer", "basket", "bell", "bicycle", "bracelet", "cabinet",
    "camera", "candle", "canoe", "carpet", "cello", "chandelier", "clock", "coin", "compass", "crown", "cupboard",
    "dagger", "diary", "drum", "fan", "flute", "fountain", "globe", "hammer", "harp", "helmet", "jacket", "kettle",
    "kite", "ladder", "lamp", "lantern", "letter", "loom", "manuscript", "map", "mask", "medal", "microscope", "mirror",
    "necklace", "oven", "painting", "parachute", "piano", "plough", "printer", "puppet", "radio", "ring", "rug",
    "saddle",
    "scooter", "shield", "sledge", "spear", "statue", "stove", "suitcase", "sword", "tapestry", "teapot", "telescope",
    "tent", "tractor", "trumpet", "typewriter", "umbrella", "vase", "violin", "wagon", "watch", "wheel",
)  # fmt: skip

OBJECT_ADJECTIVES: tuple[str, ...] = (
    "black", "blue", "broken", "carved", "copper", "French", "golden", "green", "heavy", "ivory", "Japanese", "large",
    "leather", "old", "painted", "plain", "red", "round", "rusty", "silver", "small", "striped", "tall", "white",
    "wooden", "yellow",
)  # fmt: skip

DAYS: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
