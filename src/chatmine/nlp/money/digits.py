"""Numbers in digits: which separators group, and which one is the decimal point."""

import re
from decimal import Decimal

from chatmine.nlp.money.parts import MOST_DIGITS
from chatmine.nlp.money.pattern import Pattern

# One run of digits and separators; spaces group only in exact threes, and the caller asks for a marker beside them.
SPACED = Pattern(r"\d{1,3}(?: \d{3}){1,6}+(?:[.,]\d{1,2})?(?![\d]|[.,:/]\d)")
PLAIN = Pattern(r"\d{1,3}(?:['’_]\d{3}){1,6}+(?:[.,]\d{1,2})?(?!\d)|\d++(?:[.,]\d++)*+|\.\d++")
FRACTION = Pattern(r"(?:(\d{1,4})[ -])?([123])/([2348])(?![\d/])|(\d{0,4}) ?([½¼¾⅓⅔])")
# Half of what follows: 1/2 a million.
OVER = Pattern(r"(?i: (?:of )?an?(?= (?:hundred|thousand|grand|mil|mill|million|bil|billion|trillion)(?![a-z])))")
SPACES = str.maketrans("", "", " '’_")
# No cents: 49,- €.
DASHES = Pattern(r"[.,](?:--|[-–—])(?![\d-])")
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}
GROUPS = {
    ",": Pattern(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"),
    ".": Pattern(r"\d{1,3}(?:\.\d{3})+"),
}


def read_digits(digits: str, *, dot_groups: bool = False) -> Decimal | None:
    """The value of a run of digits and separators, or None where it is no number (a date, a version, an address).

    `dot_groups` says how one point before exactly three digits is read, which the currency decides.

    >>> [str(read_digits(text)) for text in ("1.234,56", "1,234.56", "12,34,567.89", "690,00", "1,500", "0,345")]
    ['1234.56', '1234.56', '1234567.89', '690.00', '1500', '0.345']
    >>> read_digits("1.500"), read_digits("1.500", dot_groups=True), read_digits("192.168.0.1")
    (Decimal('1.500'), Decimal('1500'), None)
    """
    if len(digits) > MOST_DIGITS:
        return None
    if digits.isdecimal():
        return Decimal(digits)
    digits = digits.translate(SPACES)
    whole, point, rest = split(digits, dot_groups=dot_groups)
    whole = ungroup(whole)
    return (
        Decimal(f"{whole or 0}.{rest or 0}" if point else whole) if whole.isdecimal() or (point and not whole) else None
    )


def split(digits: str, *, dot_groups: bool) -> tuple[str, str, str]:
    """Whole part, decimal point and decimals, by the first rule that fits."""
    if "." in digits and "," in digits:
        return digits.rpartition("." if digits.rfind(".") > digits.rfind(",") else ",")
    mark = "," if "," in digits else "."
    whole, point, rest = digits.partition(mark)
    if not point or mark in rest or (groups(mark, whole, rest) and (mark == "," or dot_groups)):
        return digits, "", ""
    return whole, point, rest


def groups(mark: str, whole: str, rest: str) -> bool:
    """Whether one separator can group thousands: three digits after it, and a whole part that is not zero."""
    return len(rest) == 3 and whole.strip("0") != "" and (mark == "," or len(whole) <= 3)


def ungroup(whole: str) -> str:
    """The whole part without its separators, empty where they stand in the wrong places."""
    mark = "," if "," in whole else "."
    if mark not in whole:
        return whole
    fits = GROUPS[mark].fullmatch(whole) or (mark == "," and whole.count(",") == 1)
    return whole.replace(mark, "") if fits else "x"


def is_ambiguous(digits: str) -> bool:
    """Whether the currency decides what this number says: one point, three digits after it.

    >>> is_ambiguous("1.500"), is_ambiguous("0.500"), is_ambiguous("1.50")
    (True, False, False)
    """
    whole, point, rest = digits.partition(".")
    return bool(point) and whole.isdecimal() and rest.isdecimal() and groups(".", whole, rest)


def read_fraction(match: re.Match[str]) -> Decimal:
    """The value of a match of FRACTION.

    >>> read_fraction(FRACTION.match("2 1/2")), read_fraction(FRACTION.match("½"))
    (Decimal('2.5'), Decimal('0.5'))
    """
    whole, over, under, count, sign = match.groups()
    if sign:
        return Decimal(count or 0) + FRACTIONS[sign]
    return Decimal(whole or 0) + Decimal(over) / Decimal(under)
