"""Magnitudes after a number: 15k, $1.5 bn, 30 MUSD, ₹1.2L, 3w5, 200-ish."""

import re
from collections.abc import Callable

from chatmine.nlp.money import markers
from chatmine.nlp.money.digits import DASHES
from chatmine.nlp.money.english import AND_HALF, HALF
from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import Mark, Number
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import EXACT, MAGNITUDES, Magnitude, either

CODES = "|".join(code for code, marker in EXACT.items() if "code" in marker.rules)
# A magnitude is a whole word, or stands glued before a code or a period: 30 MUSD, 15kEUR, £55kpa.
GLUED = rf"([kKmMbBwW]|[bm]n)(?=(?:{CODES}|{either('glued periods')}|ish|[uU])(?![A-Za-z]))"
SCALE = Pattern(rf"( ?|-)(?:{GLUED}|([A-Za-zА-яё]+(?:'s)?|[천만억]))(?:(?<=Mio|Mrd|mio|mrd)\.)?")
ISH = Pattern(r"(?i:-?ish(?![A-Za-z]))")
MORE_HAN = Pattern("[多来余](?=[块元刀美欧镑港日台英韩泰人大]|rmb|RMB|[a-zA-Z]{3})")
NEXT_UNIT = Pattern(r"([1-9])(?![\d.]|[万千百亿])")
MOST = 3


def scale(line: Line, number: Number, before: Mark | None) -> None:
    """Multiply by the magnitudes that follow, at most three, and move the number's end over them."""
    for _ in range(MOST):
        ish = ISH.match(line.text, number.end)
        if ish:
            number.end, number.approx = ish.end(), True
        match = SCALE.match(line.text, number.end)
        magnitude = read_magnitude(line, match, before) if match else None
        if match is None or magnitude is None:
            break
        apply(line, number, magnitude, match.end())
    dashes = DASHES.match(line.text, number.end) if number.digits else None
    if dashes and (before or markers.after(line, dashes.end())):
        number.end = dashes.end()


def read_magnitude(line: Line, match: re.Match[str], before: Mark | None) -> Magnitude | None:
    """The magnitude that a word is here, if it may stand here."""
    word = match[2] or match[3]
    magnitude = MAGNITUDES.get(word) or MAGNITUDES.get(word.lower())
    if magnitude is None or match[3] in EXACT or (magnitude.kind == "letter" and word not in MAGNITUDES):
        return None
    allowed = ALLOWED.get(magnitude.kind)
    return magnitude if allowed is None or allowed(line, match, before) else None


def allow_letter(line: Line, match: re.Match[str], before: Mark | None) -> bool:
    """A letter is glued, or a space away where a marker is near: `$5 m`, not `$20 t-shirt` or `5 m wide`.

    `T€` is a German thousand, which is a marker.
    """
    gap, following = match[1], line.text[match.end() : match.end() + 1]
    if match[3] == "T" and following == "€":
        return False
    if not gap:
        return True
    if gap == "-" or following in {"-", "'", "&"} or (match[3] == "t" and following == " "):
        return False
    return before.form != "R" if before else markers.after(line, match.end()) is not None


def allow_rupee(line: Line, match: re.Match[str], before: Mark | None) -> bool:
    """`L` is a lakh beside a rupee sign, and litres elsewhere."""
    marks = before, markers.after(line, match.end())
    return any(mark is not None and "INR" in mark.marker.codes for mark in marks)


def allow_han(line: Line, match: re.Match[str], before: Mark | None) -> bool:
    """`w` is 万 in a message with Chinese."""
    return line.han and match[1] != "-"


ALLOWED: dict[str, Callable[[Line, re.Match[str], Mark | None], bool]] = {
    "letter": allow_letter,
    "rupee": allow_rupee,
    "han": allow_han,
}


def apply(line: Line, number: Number, magnitude: Magnitude, end: int) -> None:
    """Multiply by one magnitude, and take in what belongs to it: `and a half`, the 5 of 3w5, the 多 of 10w多块."""
    number.times(magnitude.factor)
    number.factor *= magnitude.factor
    number.kind, number.end, number.open = magnitude.kind, end, False
    half = AND_HALF.match(line.text, end)
    if half:
        number.plus(magnitude.factor * (HALF if half[1].lower() == "half" else HALF / 2))
        number.end = half.end()
    if line.han:
        apply_han(line.text, number, magnitude)


def apply_han(text: str, number: Number, magnitude: Magnitude) -> None:
    """Take in a bare digit of the next lower unit (3w5), and 多 before a currency (10w多块)."""
    unit = NEXT_UNIT.match(text, number.end)
    if unit:
        number.plus(magnitude.factor / 10 * int(unit[1]))
        number.end = unit.end()
    more = MORE_HAN.match(text, number.end)
    if more:
        number.end, number.approx, number.more = more.end(), True, more[0] != "来"
