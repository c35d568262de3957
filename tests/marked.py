"""Conversations with their answers marked inline, so that no trained model is needed.

A line is `Ann: ask [Jens]|PERSON about [£12k]|MONEY|GBP 12000`. It may begin with a time, `2024-03-04 09:12 Ann: ...`,
and say to whom it is addressed, `Ann > Bob: ...`; `#7` before the speaker is the message's id and `#7^3` an answer to
the message with the id 3. A line `@deals` begins, or goes on with, the conversation of that name.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from chatmine.records import MONEY, Mention, Message, Money

Tagged = tuple[Message, list[Mention]]

_LINE = re.compile(
    r"(?:(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d)(?P<zone>Z?) )?(?:#(?P<id>\w+)(?:\^(?P<reply>\w+))? )?"
    r"(?P<speaker>[^:>]+?)(?: > (?P<addressee>[^:]+))?: (?P<text>.*)$"
)
_MARK = re.compile(r"\[([^\[\]]+)\]\|(PERSON|ORG|MONEY)(?:\|([A-Z]{3})? ?([\d.]+)(?:-([\d.]+))?(?: per (\w+))?(~)?)?")


def conversations(lines: Iterable[str], path: str = "logs") -> list[Tagged]:
    """The messages in these lines with the mentions that are marked in them."""
    where, numbers, found = "deals", dict[str, int](), []
    for line in lines:
        if line.startswith("@"):
            where = line[1:].strip()
        elif line.strip():
            numbers[where] = numbers.get(where, 0) + 1
            found.append(_message(line, where, f"{path}/{where}.txt", numbers[where]))
    return found


def _message(line: str, where: str, path: str, number: int) -> Tagged:
    match = _LINE.match(line.strip())
    assert match, line
    text, marks = _marks(match["text"])
    moment = datetime.fromisoformat(f"{match['time']}{match['zone'] and '+00:00'}") if match["time"] else None
    message = Message(
        where, match["speaker"], text, moment, path, number,
        id=match["id"] or "", reply_to=match["reply"] or "", addressee=match["addressee"] or "",
    )  # fmt: skip
    return message, [_mention(message, *mark) for mark in marks]


def _marks(marked: str) -> tuple[str, list[tuple[int, int, re.Match[str]]]]:
    text, end, found = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        found.append((len(text), len(text) + len(match[1]), match))
        text += match[1]
        end = match.end()
    return text + marked[end:], found


def _mention(message: Message, start: int, end: int, mark: re.Match[str]) -> Mention:
    name, label, currency, low, high, per, approx = mark.groups()
    if label != MONEY:
        return Mention(message, label, start, end, name)
    least = Decimal(low) if low else None
    most = Decimal(high) if high else least
    money = Money(start, end, name, least, most, currency, approx=bool(approx), vague=low is None, per=per)
    return Mention(message, label, start, end, name, "money", money=money)


def sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The titled parts of a file of cases: each begins with a line `## title`."""
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, *lines = part.splitlines()
        yield title.strip(), lines
