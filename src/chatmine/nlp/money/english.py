"""Numbers in English words: two and a half million, forty five hundred, half a mil, a couple hundred."""

import re
from decimal import Decimal

from chatmine.nlp.money.parts import Number
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import FORMS, MAGNITUDES, NUMBERS, ONE, Magnitude

HALF = Decimal("0.5")
COINS = tuple(form for form, marker in FORMS.items() if "self" in marker.rules)
# How a number may open without a digit word; each needs a magnitude or a currency after it.
MANY = "(?:tens|hundreds|thousands|millions|billions|lakhs|crores)"
OPENINGS = {
    "quarters": "three[ -]quarters?(?: of)?(?: an?)?",
    "quarter": "(?:an? )?quarter(?: of)?(?: an?)?",
    "half": "half(?: an?| of an?)?",
    "couple": "(?:an? )?(?:couple|coupla|cpl)(?: of)?(?: an?)?",
    "few": "(?:an? )?(?:good )?(?:few|several)(?: of)?",
    "some": rf"(?:{MANY}(?: of)? ){{0,2}}{MANY} of",
    "a": "an?(?: (?:cool|whole|full|quick|solid|measly|whopping))?",
}
OPENING = Pattern(f"(?i:{'|'.join(f'(?P<{name}>{form})(?![a-z])' for name, form in OPENINGS.items())})")
VALUES = {"quarters": Decimal("0.75"), "quarter": Decimal("0.25"), "half": HALF, "couple": Decimal(2), "a": Decimal(1)}
JOINT = Pattern(r"(?i:(?: {1,2}and {1,2}| {1,2}|-)?([a-z]+))")
# Coins and notes that need no number before them: tenner says he quits.
COIN = Pattern(f"(?i:(?:{'|'.join(COINS)})(?![a-z]))")
AND_HALF = Pattern(r"(?i: and an? (half|quarter)(?![a-z]))")
# A number that goes before, though it could not be read: onehundred thousand, mk2 hundred, 1/2 and a half grand.
INSIDE = Pattern(rf"(?i:(?:(?:(?<![a-z])(?:{'|'.join(NUMBERS)})++|\d)[ -]{{1,3}}| and an? )$)")
POINT = Pattern(r"(?i:((?: (?:zero|oh|one|two|three|four|five|six|seven|eight|nine)){1,6})(?![a-z]))")
MOST_WORDS, LONGEST = 24, 24


def read_words(text: str, start: int) -> Number | None:
    """The number in words that starts here, or None."""
    if COIN.match(text, start):
        return Number(start, start, ONE, ONE)
    opening = OPENING.match(text, start)
    number = after_opening(text, opened(opening)) if opening else cardinal(text, start)
    inside = number and (opening or number.open) and INSIDE.search(text[max(0, start - LONGEST) : start])
    return None if inside else number


def opened(opening: re.Match[str]) -> Number:
    """What an opening says by itself."""
    name = str(opening.lastgroup)
    low = VALUES.get(name)
    return Number(*opening.span(), low, low, approx=name in {"few", "some", "couple"}, open=True)


def after_opening(text: str, number: Number) -> Number:
    """Multiply by the magnitudes that follow: half a (million), a (hundred and fifty)."""
    rest = cardinal(text, number.end + 1) if text[number.end : number.end + 1] in {" ", "-"} else None
    if rest is None or rest.low is None or not rest.open:
        return number
    if number.low is None or number.low == 1:
        number.low = number.high = None if number.low is None else rest.low
    else:
        number.times(rest.low)
    number.end, number.open, number.factor = rest.end, False, rest.factor
    number.kind = rest.kind or ("count" if number.approx else "")
    return number


def cardinal(text: str, start: int) -> Number | None:
    """The run of number words that starts here, `open` where it starts with a magnitude (`hundred`, `million`)."""
    total = current = Decimal(0)
    end, last, scaled, opened = start, "", Magnitude(ONE, ""), False
    for _ in range(MOST_WORDS):
        joint = JOINT.match(text, end)
        word = joint[1].lower() if joint and (end > start or joint.start(1) == start) else ""
        if joint is None or not follows(last, word, joint[0]):
            break
        opened = opened or (not last and word not in NUMBERS) or (word == "hundred" and not last)
        total, current = advance(word, total, current)
        end, last = joint.end(), role(word)
        scaled = MAGNITUDES[word] if last == "scale" else scaled
        end, current, total = fractions(text, end, current, total, last)
    if not last:
        return None
    value = total + current
    return Number(start, end, value, value, kind=scaled.kind, factor=scaled.factor, open=opened)


def role(word: str) -> str:
    """What a word is in a number: unit, teen, ten, hundred, scale, or nothing."""
    if word in NUMBERS:
        return NUMBERS[word][1]
    magnitude = MAGNITUDES.get(word)
    return "scale" if magnitude and (magnitude.kind in {"word", "money", "inr"} or word == "k") else ""


# What may come after what. `forty five hundred` is fine, `five five` is two numbers.
FOLLOWS = {
    "": {"unit", "teen", "ten", "hundred", "scale"},
    "unit": {"hundred", "scale"},
    "teen": {"hundred", "scale"},
    "ten": {"unit", "hundred", "scale"},
    "hundred": {"unit", "teen", "ten", "scale"},
    "scale": {"unit", "teen", "ten", "hundred", "scale"},
}


def follows(last: str, word: str, joint: str) -> bool:
    """Whether this word goes on with the number; `and` only after a hundred or a magnitude."""
    return role(word) in FOLLOWS[last] and not (" and " in joint and last not in {"hundred", "scale"})


def advance(word: str, total: Decimal, current: Decimal) -> tuple[Decimal, Decimal]:
    """Take in one word: magnitudes multiply what stands before them, all else adds."""
    if role(word) == "scale":
        factor = MAGNITUDES[word].factor
        whole = current or Decimal(0 if total else 1)
        return (total + whole * factor, Decimal(0)) if whole else (total * factor, Decimal(0))
    value, kind = NUMBERS[word]
    return total, (current or Decimal(1)) * value if kind == "hundred" else current + value


def fractions(text: str, end: int, current: Decimal, total: Decimal, last: str) -> tuple[int, Decimal, Decimal]:
    """Take in `and a half` and `point five`: a half of the magnitude just read, or of one."""
    half = AND_HALF.match(text, end)
    if half:
        part = HALF if half[1].lower() == "half" else HALF / 2
        unit = total if last == "scale" else Decimal(0)
        return half.end(), current + (Decimal(0) if unit else part), total + unit * part
    point = POINT.match(text, end + 6) if text[end : end + 6].lower() == " point" else None
    if point:
        digits = "".join(str(NUMBERS.get(word, (0, ""))[0]) for word in point[1].lower().split())
        return point.end(), current + Decimal(f"0.{digits}"), total
    return end, current, total
