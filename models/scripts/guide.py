"""Bring other people's labels to this project's guide.

Every corpus has a guide of its own. Where a corpus labels what ours does not (states, gods, titles, `the`), the span is
cut or dropped; where ours cannot be told from the label (a service named as a tool in a tweet), the span is masked, so
that training neither rewards nor punishes it and scoring leaves it out.
"""

import re
from dataclasses import dataclass
from typing import Any

Ent = tuple[int, int, str]

LABELS = ("PERSON", "ORG")
TWEETS = {"wnut17", "btc", "tweebank_ner"}
EDGE = " \t\n\"'“”‘’,，。;；:!！?？…"
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Guide:
    """The guide's word lists, as sets."""

    titles: frozenset[str]
    nobody: frozenset[str]
    services: frozenset[str]
    places: frozenset[str]
    descriptions: frozenset[str]

    def apply(self, corpus: str, text: str, ents: list[Ent]) -> tuple[list[Ent], list[Ent]]:
        """The spans to learn, and the spans to mask."""
        kept: list[Ent] = []
        masked: list[Ent] = []
        for start, end, label in sorted(ents):
            if label not in LABELS:
                continue
            span = self.cut(text, start, end, label)
            if span and self.counts(corpus, text, span):
                mask = corpus in TWEETS and text[span[0] : span[1]].lower() in self.services
                (masked if mask else kept).append(span)
        return kept, masked

    def cut(self, text: str, start: int, end: int, label: str) -> Ent | None:
        """The span without punctuation, possessive, title or `the` at its edges."""
        surface = text[start:end]
        start += len(surface) - len(surface.lstrip(EDGE))
        surface = POSSESSIVE.sub("", surface.strip(EDGE))
        words = surface.split(" ")
        while len(words) > 1 and self.is_outside(words[0], label):
            start += len(words.pop(0)) + 1
        surface = " ".join(words)
        return (start, start + len(surface), label) if surface else None

    def is_outside(self, word: str, label: str) -> bool:
        """A word before a name that the guide leaves out of it."""
        word = word.rstrip(".").lower()
        return word in self.titles if label == "PERSON" else word == "the"

    def counts(self, corpus: str, text: str, span: Ent) -> bool:
        """Whether the guide knows such a mention at all."""
        start, end, label = span
        surface, last = text[start:end].lower(), text[start:end].rsplit(maxsplit=1)[-1]
        if start and text[start - 1] in "@#":
            return False
        if label == "PERSON":
            return surface not in self.nobody | self.titles and not (corpus == "re3d" and text[start].islower())
        return surface not in self.places and not (corpus == "re3d" and last in self.descriptions)


def make_guide(words: dict[str, Any]) -> Guide:
    """The guide from the `guide` table of `assets/words.toml`."""
    return Guide(**{name: frozenset(listed) for name, listed in words["guide"].items()})
