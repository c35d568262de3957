"""Sentences with their answers marked inline, as the case files hold them.

`pay [£12k]|GBP 12000 by friday` says that `£12k` is twelve thousand pounds. `-` is an unknown currency, `vague` no
number, `10..15` a range; braces hold the rest: `{approx,min,/month}`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from chatmine.records import Money

CASES = Path(__file__).with_name("cases")
MARK = re.compile(r"\[([^\[\]]+)\]\|([A-Z]{3,5}|-) (vague|-?\d+(?:\.\d+)?)(?:\.\.(-?\d+(?:\.\d+)?))?(?:\{([^}]*)\})?")


@dataclass(frozen=True)
class Answer:
    """One marked sum."""

    start: int
    surface: str
    currency: str | None
    low: Decimal | None
    high: Decimal | None
    notes: frozenset[str]


def read_sentences(name: str) -> Iterator[str]:
    """The sentences of one case file, comments and empty lines left out."""
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def unmark(sentence: str) -> tuple[str, list[Answer]]:
    """The text as somebody typed it, and what should be found in it."""
    text, answers, at = "", [], 0
    for mark in MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        surface, code, low, high, notes = mark.groups()
        least = None if low == "vague" else Decimal(low)
        most = Decimal(high) if high else least
        answers.append(
            Answer(
                len(text),
                surface,
                None if code == "-" else code,
                least,
                most,
                frozenset((notes or "").split(",")) - {""},
            )
        )
        text, at = text + surface, mark.end()
    return text + sentence[at:], answers


def notes_of(found: Money, asked: frozenset[str]) -> frozenset[str]:
    """The notes a sum would carry, of the kinds that the sentence asks about."""
    notes = {
        found.bound or "",
        "approx" if found.approx else "",
        f"/{found.per}" if found.per else "",
        found.confidence,
    }
    return frozenset(notes) & asked


def as_answers(found: list[Money], expected: list[Answer]) -> list[Answer]:
    """What was found, in the shape of the answers; only notes that were asked for are compared."""
    asked = [answer.notes for answer in expected] + [frozenset()] * len(found)
    return [
        Answer(m.start, m.surface, m.currency, m.min, m.max, notes_of(m, notes))
        for m, notes in zip(found, asked, strict=False)
    ]
