"""Two amounts that are one: $10-15k, 20-30万, between $150 and $200."""

import re
from decimal import Decimal

from chatmine.nlp.money.amount import agree, read_amount
from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import Amount, Number
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import WORDS, Marker

CONNECTOR = Pattern(r" ?(?:-|–|—|~|to(?= ?[\d$£€¥])) ?| (?:to|till|thru|and) | ?[到至] ?", re.IGNORECASE)
BETWEEN = Pattern(r"\bbetween(?: about| around| roughly)? $", re.IGNORECASE)
FROM = Pattern(r"\b(?:from|between)(?: about| around| roughly)? $|从$", re.IGNORECASE)
# `went from $10 to $15` tells of two amounts, one after the other.
CHANGE = Pattern(
    rf"\b(?:{'|'.join(WORDS['changes'])})\b(?: [^\s]+){{0,4}} $|(?:{'|'.join(WORDS['changes zh'])}).{{0,4}}$",
    re.IGNORECASE,
)
NUMBER = Pattern(
    r"-?[^\W\d_]{0,3}\.? ?[$£€¥₹]? ?(?=\d|\.\d)|(?=[a-z零〇一二两三四五六七八九十百千万亿几数])", re.IGNORECASE
)
# After a right end that has no marker of its own, any other word is what it counts (`$20 to 50 people`).
LOOSE = Pattern(rf" *(?:$|[^\w\s%:]|(?i:{'|'.join(WORDS['loose'])})\b|[\u3040-\u9fff])")


def read_range(line: Line, left: Amount) -> Amount:
    """The range that this amount opens, else the amount itself."""
    connector = CONNECTOR.match(line.text, left.end)
    if connector is None or left.number.low is None:
        return left
    right = right_end(line, connector.end())
    if right is None or right.number.low is None or not may_join(line, left, right, connector[0]):
        return left
    carry(left.number, right.number)
    if not ascending(left, right) or not (right.marker or stands_alone(line, left, right, connector[0])):
        undo(left.number, right.number)
        return left
    return join(left, right)


def right_end(line: Line, start: int) -> Amount | None:
    """The amount that starts right after a connector, whatever marker opens it."""
    match = NUMBER.match(line.text, start)
    if match is None or match.end() >= len(line.text):
        return None
    right = read_amount(line, start, match.end())
    return right if right and right.start == start and not right.number.open else None


def may_join(line: Line, left: Amount, right: Amount, connector: str) -> bool:
    """Whether the words around two amounts, and their markers, let them be one."""
    word = connector.strip().lower()
    before = line.text[max(0, left.start - 48) : left.start]
    if word == "and" and not BETWEEN.search(before):
        return False
    if word in {"to", "到", "至"} and CHANGE.search(before):
        return False
    if word.isascii() and word.isalpha() and left.marker is None and right.before and not FROM.search(before):
        return False
    return shared(left, right) is not None or (left.marker is None and right.marker is None)


def shared(left: Amount, right: Amount) -> Marker | None:
    """The marker of the range: the one there is, or the one both can be."""
    if left.marker is None or right.marker is None or left.marker == right.marker:
        return left.marker or right.marker
    first, second = left.before or left.after, right.before or right.after
    return agree(first, second) if first and second else None


def carry(left: Number, right: Number) -> None:
    """Give one end the other's magnitude: 10-15k is 10k to 15k, $10k-15 is too; $500-1k stays."""
    if left.low is None or right.high is None:
        return
    if left.factor == 1 and right.factor > 1 and left.low < right.high / right.factor:
        left.times(right.factor)
        left.kind = right.kind
    elif right.factor == 1 and left.factor > 1 and not right.kind and left.low / left.factor < right.high < left.low:
        right.times(left.factor)


def undo(left: Number, right: Number) -> None:
    """Take back what `carry` gave the left end, which will stand alone."""
    if left.factor == 1 and left.kind == right.kind and left.kind:
        left.times(1 / right.factor)
        left.kind = ""


def ascending(left: Amount, right: Amount) -> bool:
    """Whether the right end is the greater, both in one unit."""
    if left.number.low is None or right.number.high is None:
        return False
    return left.number.low + left.added < right.number.high + right.added or left.negative


def stands_alone(line: Line, left: Amount, right: Amount, connector: str) -> bool:
    """Whether an unmarked right end counts nothing itself: `$20 to 30 per head`, not `$20 to 50 people`."""
    if left.marker is None:
        return bool(right.number.kind)
    glued = connector.strip() == connector and not connector.isalpha()
    return bool(glued or right.number.kind or LOOSE.match(line.text, right.end))


def join(left: Amount, right: Amount) -> Amount:
    """One amount from the first number to the last marker."""
    marker = shared(left, right)
    number = Number(
        left.number.start,
        right.number.end,
        plus(left.number.low, left.added),
        plus(right.number.high, right.added),
        kind=right.number.kind or left.number.kind,
        factor=max(left.number.factor, right.number.factor),
        approx=left.number.approx or right.number.approx,
        more=right.number.more,
        han=left.number.han or right.number.han,
    )
    whole = Amount(left.start, right.end, number, marker)
    whole.before, whole.after, whole.negative = left.before or right.before, right.after or left.after, left.negative
    return whole


def plus(amount: Decimal | None, added: Decimal) -> Decimal | None:
    """A sum that stays vague where the amount is."""
    return None if amount is None else amount + added
