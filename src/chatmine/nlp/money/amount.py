"""One amount: a number with its magnitude, the marker on either side of it, and what follows in smaller units."""

from decimal import Decimal

from chatmine.nlp.money import markers
from chatmine.nlp.money.digits import FRACTION, OVER, PLAIN, SPACED, is_ambiguous, read_digits, read_fraction
from chatmine.nlp.money.english import AND_HALF, HALF, read_words
from chatmine.nlp.money.han import read_han
from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import MOST_DIGITS, Amount, Mark, Number
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.scale import scale
from chatmine.nlp.money.tables import DOT_GROUPS, ONE, WORDS, Marker
from chatmine.nlp.money.tail import smaller_units
from chatmine.nlp.money.torn import is_torn

# What may stand between a number and its marker, and then is inside the amount: 200 odd quid, 100+ bucks, 65 billions
# of dollars.
FILLERS = "|".join(("or so", *WORDS["fillers"]))
OF = "(?<=ion|ons|and|nds|ard|rds|red|eds) of"
FILLER = Pattern(rf"(?i:(?:[ -]?ish|[ -]odd|[ -]something|\+| plus|{OF}|(?: (?:{FILLERS})){{1,2}})(?=[ -][^\W\d_]))")
APPROXIMATE = Pattern("(?i:ish|odd|or so|something)")
SUBUNIT = Pattern(r"(?i: ?\d{1,2} ?(?:cents?|c|¢|p|pence)(?![A-Za-z]))")
STABLE = frozenset(WORDS["stablecoins"])


def read_amount(line: Line, floor: int, start: int) -> Amount | None:
    """The amount whose number starts here, or None; grouping spaces count only with one marker beside them."""
    spaced = SPACED.match(line.text, start)
    if spaced:
        found = with_markers(line, floor, Number(start, spaced.end(), None, None, digits=spaced[0]))
        if found and found.marker and not (found.before and found.after):
            return found
    number = read_number(line, start)
    return with_markers(line, floor, number) if number else None


def read_number(line: Line, start: int) -> Number | None:
    """The number that starts here in English words, Chinese or digits."""
    text = line.text
    if text[start].isascii() and text[start].isalpha():
        return read_words(text, start)
    number = read_han(text, start) if line.han else None
    if number:
        return number
    fraction = FRACTION.match(text, start)
    if fraction:
        value, over = read_fraction(fraction), OVER.match(text, fraction.end())
        return Number(start, over.end() if over else fraction.end(), value, value)
    plain = PLAIN.match(text, start)
    half = AND_HALF.match(text, plain.end()) if plain and plain[0].isdecimal() else None
    if plain and half:
        value = Decimal(plain[0][:MOST_DIGITS]) + (HALF if half[1].lower() == "half" else HALF / 2)
        return Number(start, half.end(), value, value)
    return Number(start, plain.end(), None, None, digits=plain[0]) if plain else None


def with_markers(line: Line, floor: int, number: Number) -> Amount | None:
    """Read on from a number: magnitude, markers, smaller units."""
    if number.digits:
        number.low = number.high = read_digits(number.digits)
        if number.low is None:
            return None
    before = markers.before(line, floor, number.start)
    scale(line, number, before)
    after = following(line, number, before)
    marker = agree(before, after) if before and after else None
    if marker is None:
        after = None if before else after
        only = before or after
        marker = only.marker if only else None
    minus = before.negative if before else markers.is_minus(line, floor, number.start)
    start = before.start if before else number.start - minus
    amount = Amount(start, after.end if after else number.end, number, marker, before, after, negative=minus)
    if marker:
        regroup(line, amount)
        smaller_units(line, amount)
    return None if is_torn(line, amount) else amount


def regroup(line: Line, amount: Amount) -> None:
    """Read one point before three digits (€1.500) as the message's other sums do, or else the currency."""
    number = amount.number
    if is_ambiguous(number.digits) and (amount.codes[0] in DOT_GROUPS if line.comma is None else line.comma):
        number.times(Decimal(1000))
        number.grouped = True


def following(line: Line, number: Number, before: Mark | None) -> Mark | None:
    """The marker after the number, over a filler such as `odd` or `-ish`; what belongs to the next number is left."""
    after = markers.after(line, number.end)
    if after is None or after.form[0] == "/":
        after = over_filler(line, number) or after
    if after is None or is_next(line, number, after, before):
        return None
    if "after-dollar" in after.marker.rules:
        near = before is not None and "$" in before.form and (after.form != "us" or not after.gap)
        return after if near else None
    return after


def over_filler(line: Line, number: Number) -> Mark | None:
    """The marker beyond a filler word, whose meaning the number takes: 200-ish bucks, 100+ dollars."""
    filler = FILLER.match(line.text, number.end)
    after = markers.after(line, filler.end()) if filler else None
    if filler is None or after is None or after.form[0] == "/" or (number.open and filler[0] == " of"):
        return None
    number.approx = number.approx or APPROXIMATE.search(filler[0]) is not None
    number.more = number.more or "+" in filler[0] or "plus" in filler[0]
    return after


def is_next(line: Line, number: Number, after: Mark, before: Mark | None) -> bool:
    """Whether the marker is before the next number rather than after this one: `rmb 10 usd 20`, `1 $ 10`."""
    beyond = line.text[after.end : after.end + 2]
    if after.marker.side == "after" or not beyond.strip()[:1].isdigit():
        return False
    if before or not (number.digits or number.han):
        return True
    nearer = after.gap >= len(beyond) - len(beyond.lstrip())
    return nearer and after.form in "$£¥₹" and SUBUNIT.match(line.text, after.end) is None


def agree(before: Mark, after: Mark) -> Marker | None:
    """The one marker that two sides make: `$500 CAD`, `€50 EUR`, 港币500元; None where they name different money."""
    first, second = before.marker, after.marker
    if after.form[0] == "/":
        return first
    if first.unit != second.unit:
        return None
    if second.codes[0] in STABLE and before.form == "$":
        return second
    if after.form in {"元", "块"}:
        return first
    codes = tuple(code for code in second.codes if code in first.codes)
    both = second.codes if len(second.codes) < len(first.codes) else first.codes
    return Marker(codes if len(codes) < len(both) else both, ONE, "both", first.rules & second.rules) if codes else None
