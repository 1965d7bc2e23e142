"""Names of people, organisations and places, most of them invented, in two parts that share no name.

An invented name is made of syllables, so that there are more of them than a list can hold. Which part a word of a
name belongs to follows from the seed and the word: under another seed other names are held out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

Part = Literal["train", "held_out"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HELD_OUT = 0.4
"""The share of name words that belong to the held-out part."""

FIRST_NAMES = _words(
    "Adele Agnes Ahmed Aisha Alan Alice Amara Amir Ana Andrea André Anita Anton Arthur Astrid Beatriz Bianca Björn "
    "Boris Bruno Carla Carmen Cecilia Chen Chloé Clara Conor Daniel Daria David Diego Dmitri Elena Elif Emeka Emil "
    "Emma Enzo Erik Esther Eva Farid Fatima Felix Fiona François Frida Gabriel George Grace Greta Gustav Hana Hannah "
    "Hassan Helen Henrik Hiro Hugo Ibrahim Ida Igor Ines Ingrid Irene Isaac Ivan Jakub James Jana Javier Jin Joanna "
    "John Jorge José Julia Kamal Karim Karin Kate Kenji Kofi Lars Laura Layla Lea Leila Leo Lin Linh Lucas Lucía Luis "
    "Łukasz Magda Malik Marco Margaret Maria Mark Marta Martin Mary Mateo Maya Mehmet Mei Michael Miguel Mila Mina "
    "Mohamed Nadia Naomi Natalia Nia Niklas Nina Noah Nora Olga Oliver Omar Oscar Paul Pavel Pedro Peter Priya Quentin "
    "Rachel Rafael Rania Raúl René Robert Rosa Ruth Salma Samuel Sara Sean Sofia Søren Stefan Susan Tariq Tatiana "
    "Theresa Thomas Tomás Uma Ursula Vera Victor Wanda William Xavier Yara Yasmin Yusuf Yuki Zara Zoë"
)

PLACES = _words(
    "Accra Ankara Athens Bergen Bogotá Boston Brazil Brussels Cairo Canada Chicago Chile Copenhagen Cuba Dakar Denver "
    "Dublin Düsseldorf Egypt Finland Geneva Ghana Hanoi Helsinki Iceland India Istanbul Jakarta Kenya Krakow Kyoto "
    "Lagos Lima Lisbon Lyon Madrid Manila Marseille Mexico Montréal Mumbai Munich Nairobi Naples Nepal Norway Oslo "
    "Ottawa Peru Poland Porto Portugal Prague Quito Reykjavík Riga Rotterdam São_Paulo Seattle Seoul Seville Shanghai "
    "Spain Stockholm Sweden Tallinn Tehran Tokyo Toronto Tunis Turkey Uruguay Utrecht Valencia Vienna Vietnam Vilnius "
    "Warsaw Zagreb Zürich Ålesund"
)

SURNAME_OR_PLACE = _words(
    "Austin Berlin Bristol Burton Camden Chester Clayton Clifton Dallas Darwin Derby Durham Florence Hamilton Hastings "
    "Houston Jackson Kent Lancaster Lincoln London Madison Milan Milton Norfolk Orlando Paris Perth Preston Salem "
    "Sheffield Stafford Stanley Sydney Trent Vernon Victoria Warwick Washington Wellington Windsor York"
)
"""Words that name a person in one sentence and a place in another: only the context tells."""

_SYLLABLES = _words(
    "al an ar as ba bel ber bor bra cal car ces cor dal dar del dor dra el en fal fen fer gal gar gor gra hal har hel "
    "hor is jan jor kal kar kel kes kor lam lar len lin lor mal mar mel mir mor nal nar nel nor ol or pal par pel per "
    "por qua ral ran rel ros sal san sel sor tal tam tar tel tor ul val var vel ver vol wal wen wil yar yel zan zel zor"
)
_SURNAME_ENDINGS = _words(
    "ova sen ini berg ski man ez shaw worth ley ović etti ström ides ku wala dze ier aud mann son"
)
_PLACE_ENDINGS = _words("ton ford burg ville stad grad mouth bury haven field ia ona minster wick dorf hult pur abad")
_BRAND_ENDINGS = _words("ix ora tek lume ium ax gen sys ido via tron ando ero us net")
_BEFORE_A_PLACE = ("North", "South", "East", "West", "New", "Port", "Lake", "Mount", "Saint", "Fort")
_FIRMS = (
    "Airlines", "Bank", "Brewery", "Capital", "Chemicals", "Electric", "Energy", "Foods", "Foundation", "Group",
    "Holdings", "Industries", "Instruments", "Insurance", "Laboratories", "Media", "Motors", "Partners", "Pharma",
    "Publishing", "Railways", "Software", "Steel", "Systems", "Textiles", "Trust",
)  # fmt: skip
_LOCAL_BODIES = (
    "{} City Council", "{} Chamber of Commerce", "University of {}", "{} University", "Bank of {}", "{} United",
    "{} Hospital", "{} Museum of Art", "{} Police Department", "{} Symphony Orchestra", "{} Technical College",
    "{} Times", "{} Rovers", "Museum of {}",
)  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Draws the names of one part. No word of a name, such as a surname, is ever drawn for the other part."""

    seed: int
    part: Part
    rng: np.random.Generator

    def person(self) -> str:
        """First name and surname, or one of the two, or an initial and the surname."""
        form = self.rng.random()
        if form < 0.6:
            return f"{self.first_name()} {self.surname()}"
        if form < 0.7:
            return f"{self.first_name()[0]}. {self.surname()}"
        if form < 0.9:
            return self.surname()
        return self.first_name()

    def full_name(self) -> str:
        """First name and surname; one in twelve surnames is double."""
        double = f"-{self.surname()}" if self.rng.random() < 1 / 12 else ""
        return f"{self.first_name()} {self.surname()}{double}"

    def first_name(self) -> str:
        """A real one."""
        return self._listed(FIRST_NAMES)

    def surname(self) -> str:
        """One in four is a real place's name, the others are invented; one in four of those ends as places do."""
        if self.rng.random() < 0.25:
            return self._listed(SURNAME_OR_PLACE)
        return self._invented(_PLACE_ENDINGS if self.rng.random() < 0.25 else _SURNAME_ENDINGS)

    def place(self) -> str:
        """A town or a country: invented, real, or one that is a surname elsewhere."""
        kind = self.rng.random()
        if kind < 0.2:
            return self._listed(SURNAME_OR_PLACE)
        if kind < 0.4:
            return self._listed(PLACES).replace("_", " ")
        if kind < 0.55:
            return f"{self._any(_BEFORE_A_PLACE)} {self._invented(_PLACE_ENDINGS)}"
        return self._invented(_PLACE_ENDINGS)

    def organisation(self) -> str:
        """A firm, or a body named after its place or its founders; some are one word, or letters."""
        kind = self.rng.random()
        if kind < 0.25:
            return f"{self.surname() if self.rng.random() < 0.5 else self.brand()} {self._any(_FIRMS)}"
        if kind < 0.5:
            return self._any(_LOCAL_BODIES).format(self.place())
        if kind < 0.6:
            return f"{self.surname()} {self._any(('& Sons', '& Co.', 'Brothers'))}"
        if kind < 0.7:
            return f"{self.surname()} & {self.surname()}"
        if kind < 0.8:
            return self._own(lambda: "".join(self.rng.choice(list("ABCDEFGHIKLMNOPRSTUVZ"), size=3)))
        return self.brand()

    def brand(self) -> str:
        """An invented word."""
        return self._invented(_BRAND_ENDINGS)

    def _invented(self, endings: Sequence[str]) -> str:
        def make() -> str:
            syllables = [self._any(_SYLLABLES) for _ in range(1 + int(self.rng.random() < 0.4))]
            return ("".join(syllables) + self._any(endings)).capitalize()

        return self._own(make)

    def _listed(self, words: Sequence[str]) -> str:
        return self._own(lambda: self._any(words))

    def _own(self, draw: Callable[[], str]) -> str:
        while part_of(word := draw(), self.seed) != self.part:
            pass
        return word

    def _any(self, words: Sequence[str]) -> str:
        return words[int(self.rng.integers(len(words)))]


@lru_cache(maxsize=65_536)
def part_of(word: str, seed: int) -> Part:
    """The part that a word belongs to under a seed, by its SHA-256 alone."""
    digest = hashlib.sha256(f"{seed}/{word}".encode()).digest()
    return "held_out" if int.from_bytes(digest[:8], "big") < HELD_OUT * 2**64 else "train"
