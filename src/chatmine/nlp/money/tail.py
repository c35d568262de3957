"""Smaller units after an amount: 3 dollars 50 cents, 十五块八, 50元6角3分, a buck fifty."""

import re
from decimal import Decimal

from chatmine.nlp.money.english import cardinal
from chatmine.nlp.money.han import DIGIT, value
from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import WORDS

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
ONE = f"[{DIGIT}0-9]"
MEASURE = "[" + "".join(WORDS["measures"]) + "]"
WHOLE = "[整正](?![个天体在好常宗式])"
# A last bare digit is the next lower unit, unless it counts something itself (十块3斤); 两块五一斤 is fine.
ENDS = rf"(?=[一两]{MEASURE})|(?![\d.%/:A-Za-z{DIGIT}]|{MEASURE}|包(?!邮)|(?<=一)[\u4e00-\u9fff])"
HAN_TAIL = Pattern(
    rf"(?:零?(?P<tenths>{ONE})[角毛毫](?:(?P<cents>{ONE})分?(?!{MEASURE})|钱)?|零?(?P<only>{ONE})分|零(?P<zero>{ONE})"
    rf"|(?P<half>半)|(?P<bare>[一二两三四五六七八九]|\d{{1,2}})(?:{ENDS}))钱?"
)
CLOSING = Pattern(rf"(?:{WHOLE})?(?:人民币|(?: ?(?:rmb|RMB|CNY))(?![A-Za-z]))?")
JOINT = Pattern(r"(?i: ?(?:and|&|,)? ?)")
SUBUNIT = Pattern(r"(?i:(\d{1,2}) ?(cents?|c|¢|pence|p|pennies|penny)(?![A-Za-z]))")
SUBWORD = Pattern(r"(?i:[ -](cents?|pence|pennies|penny)(?![a-z]))")
PAIR = Pattern(r"(?i:(?:and )?(\d\d)(?![\d.,:/%]\d|[A-Za-z%/-]))")
# What may follow `3 dollars 50`; a noun would make the 50 count it.
END = Pattern(rf"(?i: *(?:$|[.,;!?)\n]| (?:{'|'.join(WORDS['after pair'])})\b))")


def smaller_units(line: Line, amount: Amount) -> None:
    """Add the smaller units that follow the amount, and move its end."""
    after = amount.after
    if after and line.han and after.form in UNITS:
        han_tail(line.text, amount, after.form)
    elif amount.marker and amount.marker.unit == 1:
        english_tail(line.text, amount)


# What a bare digit after the unit counts tenths of; after two characters (块钱) nothing more follows.
UNITS: dict[str, Decimal | int] = {
    "元": 1,
    "块": 1,
    "蚊": 1,
    "块钱": 1,
    "元钱": 1,
    "角": TENTH,
    "毛": TENTH,
    "毫": TENTH,
    "毛钱": TENTH,
    "角钱": TENTH,
}


def han_tail(text: str, amount: Amount, form: str) -> None:
    """三块五, 67块5, 8毛8, 三块零五分; 元 takes only units that are written out."""
    match = HAN_TAIL.match(text, amount.end) if len(form) == 1 else None
    if match and not (form == "元" and (match["bare"] or match["half"])):
        add(amount, match, Decimal(UNITS[form]))
    closing = CLOSING.match(text, amount.end)
    amount.end = closing.end() if closing else amount.end


def add(amount: Amount, match: re.Match[str], unit: Decimal) -> None:
    """Add what one Chinese tail says."""
    parts = {name: number(found) for name, found in match.groupdict().items() if found and name != "half"}
    bare = parts.get("bare", Decimal(0))
    amount.added = (
        parts.get("tenths", 0) * TENTH
        + (parts.get("cents", 0) + parts.get("only", 0) + parts.get("zero", 0)) * CENT
        + bare * unit * (CENT if len(match["bare"] or "") == 2 else TENTH)
        + (unit / 2 if match["half"] else 0)
    )
    amount.end = match.end()


def number(digit: str) -> Decimal:
    """One digit in either script."""
    return value(digit) or Decimal(0)


def english_tail(text: str, amount: Amount) -> None:
    """3 dollars 50 cents, a dollar and 42 cents, 15 dollars 50, a buck fifty."""
    joint = JOINT.match(text, amount.end)
    start = joint.end() if joint else amount.end
    if start == amount.end or start >= len(text):
        return
    digits = SUBUNIT.match(text, start)
    if digits and matches(amount, digits[2]):
        amount.added, amount.end = Decimal(digits[1]) * CENT, digits.end()
    elif text[start].isalpha() and text[start].isascii():
        words_tail(text, amount, start)
    elif amount.after and amount.number.factor == 1:
        pair = PAIR.match(text, start)
        if pair and END.match(text, pair.end()):
            amount.added, amount.end = Decimal(pair[1]) * CENT, pair.end()


def words_tail(text: str, amount: Amount, start: int) -> None:
    """... and forty-five cents; a buck fifty."""
    words = cardinal(text, start)
    if words is None or words.low is None or not 0 < words.low < 100:
        return
    unit = SUBWORD.match(text, words.end)
    spoken = words.low >= 10 or " and " in text[amount.end : start]
    if unit and matches(amount, unit[1]):
        amount.added, amount.end = words.low * CENT, unit.end()
    elif spoken and amount.number.factor == 1 and END.match(text, words.end):
        amount.added, amount.end = words.low * CENT, words.end


def matches(amount: Amount, unit: str) -> bool:
    """Whether pence follow pounds, and cents anything else."""
    return ("GBP" in amount.codes[:1]) == unit.lower().startswith("p")
