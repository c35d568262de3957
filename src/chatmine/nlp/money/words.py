"""The words beside an amount."""

from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import LETTERS, Pattern

WORD = Pattern(rf"{LETTERS}(?:'[a-z]+)?")
# Two dots are a pause in a clause, one is its end.
CLAUSE = Pattern(r"(?:(?<!\.)\.(?!\.)|[!?;\n。！？；])(?=\s|$|[^\w])")
# Words directly after, with nothing but a space or a hyphen between.
NEXT = Pattern(rf"(?:[ -]({LETTERS}))?(?:[ -]({LETTERS}))?")
REACH = 48


def next_words(line: Line, amount: Amount) -> list[str]:
    """The next two words in lower case, as far as they follow without punctuation."""
    match = NEXT.match(line.text, amount.end)
    return [word.lower() for word in match.groups() if word] if match else []


def words_before(line: Line, amount: Amount, count: int) -> list[str]:
    """The last words before an amount, in lower case."""
    return [word.lower() for word in WORD.findall(line.text[max(0, amount.start - REACH) : amount.start])[-count:]]


def words_after(line: Line, amount: Amount, count: int) -> list[str]:
    """The first words after an amount, in lower case, over any punctuation."""
    return [word.lower() for word in WORD.findall(line.text[amount.end : amount.end + REACH])[:count]]


def sign_before(line: Line, amount: Amount) -> str:
    """The character before an amount, or nothing."""
    return line.text[max(0, amount.start - 1) : amount.start]
