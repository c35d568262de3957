"""Sums of money in a chat message: a grammar over plain text, in English and Chinese.

A number is read first (digits.py, english.py, han.py), then its magnitude (scale.py), the markers on both sides
(markers.py), smaller units (tail.py) and a second end (ranges.py); then it must be money (licence.py, rules.py,
negatives.py), and the words around it say the rest (context.py). What the grammar knows of words is in data/.

A span is the sum and nothing else: its sign is in it, while bounds, periods and what is bought stay outside, also where
they touch it (£900pcm, $84.20split). Chinese, kana and Hangul end a word of any other script (一共USD500).
"""

from collections.abc import Iterator

from chatmine.nlp.money.amount import read_amount
from chatmine.nlp.money.english import COINS
from chatmine.nlp.money.licence import is_money
from chatmine.nlp.money.line import Line, is_unspaced
from chatmine.nlp.money.mention import mention
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import IN_WORD, Pattern
from chatmine.nlp.money.ranges import read_range
from chatmine.nlp.money.tables import COMPOUNDS, FORMS, LOWERCASE, MAGNITUDES, NUMBERS, WORDS
from chatmine.records import Money

__all__ = ["money"]

LONG_MAGNITUDES = {word for word, magnitude in MAGNITUDES.items() if magnitude.kind == "word" and len(word) > 4}
# Of the compounds only the tens, which keeps the alternation short.
OPENERS = sorted({*NUMBERS, *COINS, *WORDS["openers"], *LONG_MAGNITUDES} - set(COMPOUNDS), key=len, reverse=True)
UNITS = "|".join(word for word, (_, kind) in NUMBERS.items() if kind == "unit")
# Where an amount may start: a digit or a Chinese numeral, and in a message with a word of money also a number word.
DIGIT = "[0-9零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅几数半½¼¾⅓⅔]"
DIGITS = Pattern(rf"{DIGIT}[0-9.,]*+")
SPELLED = Pattern(rf"(?i:{DIGIT}[0-9.,]*+|(?<!{IN_WORD})(?:{'|'.join(OPENERS)})(?:(?<=ty)(?:{UNITS}))?(?![a-z]))")
LETTERS = Pattern("[a-z]+")
# Without a digit, an amount needs one of these.
MONEY_WORDS = (
    frozenset(form.split(" ")[-1] for form in FORMS if form.isascii())
    | set(MAGNITUDES)
    | {scale + code.lower() for scale in "kmb" for code in LOWERCASE}
)
PIECE = 20_000


def money(text: str, *, currency: str = "USD") -> list[Money]:
    """Every sum of money in a message, in the order of the text; offsets are code points of `text`.

    `currency` is what a bare `$` means.

    >>> def read(text):
    ...     return [(m.surface, m.entity) for m in money(text)]
    >>> read("pay £12k by friday, or $10-15k in cash")
    [('£12k', 'GBP 12000'), ('$10-15k', 'USD 10000-15000')]
    >>> read("rent went from €1.200,50 to €1.350,00 a month")
    [('€1.200,50', 'EUR 1200.5'), ('€1.350,00', 'EUR 1350')]
    >>> read("two and a half million dollars, a few hundred quid, 5 lakh rupees, 0.05 btc")[:2]
    [('two and a half million dollars', 'USD 2500000'), ('a few hundred quid', 'a few hundred quid')]
    >>> read("月薪15k，押金十五块八，一千多块")
    [('15k', 'CNY 15000'), ('十五块八', 'CNY 15.8'), ('一千多块', 'CNY 1000')]

    A magnitude without a marker is money only where the clause makes it so, and much that looks like money is not.

    >>> read("offer is 90k"), read("10k steps, room 204, my two cents, awk '{print $2}', 一块去")
    ([('90k', '90000')], [])

    What the words around a sum say is in the record, not in the span.

    >>> [sum] = money("up to about $20 an hour", currency="CAD")
    >>> sum.surface, sum.currency, sum.bound, sum.approx, sum.per, sum.confidence
    ('$20', 'CAD', 'max', True, 'hour', 'medium')
    """
    return [found for start, piece in pieces(text) for found in read(piece, start, currency)]


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The message itself, or a huge one cut at spaces, so that memory stays bounded."""
    start = 0
    while len(text) - start > PIECE:
        end = max(
            text.rfind(" ", start + PIECE // 2, start + PIECE), text.rfind("\n", start + PIECE // 2, start + PIECE)
        )
        end = start + PIECE if end < 0 else end
        yield start, text[start:end]
        start = end
    yield start, text[start:] if start else text


def read(text: str, offset: int, currency: str) -> Iterator[Money]:
    """The sums of one piece."""
    line = Line(text, currency)
    at = floor = 0
    start = starts(line)
    while match := start.search(line.text, at):
        amount = amount_at(line, floor, decimal_point(line.text, match.start()))
        at = match.end()
        if amount:
            at = floor = line.done = amount.end
            yield mention(line, amount, offset)


def decimal_point(text: str, start: int) -> int:
    """Where a number starts: at the point before it, in `$.75`, but not in `Rs.500`."""
    point = start > 0 and text[start - 1] == "." and text[start].isdigit()
    if not point or start == 1:
        return start - point
    before = text[start - 2]
    return start if before == "." or (before.isalnum() and not is_unspaced(before)) else start - 1


def starts(line: Line) -> Pattern:
    """The pattern of where amounts may start in this message."""
    return DIGITS if MONEY_WORDS.isdisjoint(LETTERS.findall(line.text.lower())) else SPELLED


def amount_at(line: Line, floor: int, start: int) -> Amount | None:
    """The amount or the range at this number, where it counts as money."""
    amount = read_amount(line, floor, start)
    if amount is None:
        return None
    amount = read_range(line, amount)
    return amount if is_money(line, amount) else None
