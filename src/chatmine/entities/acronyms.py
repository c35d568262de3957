"""What a log itself says is another name of the same: `Foreign Office (FO)`, `FCDO, the Foreign, Commonwealth...`.

A short form right beside a long one is taken for it only where it is made of the long one's initials, in that order;
or, where the log leaves no doubt with brackets or `i.e.`, where its words are words of the long one. That two names
merely stand beside each other says nothing: `Apple, Apple Bank` is a list.
"""

import re
from collections.abc import Iterator, Sequence

from chatmine.entities.keys import words
from chatmine.records import MONEY, Mention

_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "at", "to", "de", "la", "du", "und", "der", "fur", "y"})
_MEANS = r"(?:(?:is )?short for|stands? for|means|i\.?\s?e\.?,?|a\.?\s?k\.?\s?a\.?,?|also known as|or)\b"
# Blanks are counted: two open-ended runs of them beside each other could take forever on a hostile message.
_LINK = rf"[(（\[]\s{{0,2}}(?:{_MEANS})?|[,，]?\s{{0,2}}{_MEANS}|[,，:=–—-]"
_OPENS = re.compile(rf"""\s{{0,2}}(?P<link>{_LINK})\s{{0,2}}(?:the\s)?["'“‘]?""", re.IGNORECASE)
_FIRST = frozenset("(（[,，:=–—-ismaorISMAOR")  # what a link begins with
_SHORT = re.compile(r"[^\W_][\w.&-]{0,10}(?:\s[^\W_][\w.&-]{0,10})?")
_CLOSES = re.compile(r"""["'”’]?\s{0,2}[)）\]]""")
_WORD = re.compile(r"[^\W_][\w'’.-]*|&")
_IN_BRACKETS = re.compile(r"(?P<outer>[^()（）]{2,80}?)\s{0,4}[(（](?P<inner>[^()（）]{2,80})[)）]$")
_WEAK = re.compile(r"[,，:–—-]|.*\bor", re.IGNORECASE | re.DOTALL)  # between two things as often as between two names
_MOST_WORDS = 12

Pair = tuple[str, str]  # a short form and the long one, as written


def spelled_out(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str, str]]:
    """The mentions beside which the text gives another form, with the short and the long form as they are written.

    >>> from chatmine.records import Message
    >>> text = "ask the Foreign Office (FO) again"
    >>> said = Mention(Message("deals", "Ann", text), "ORG", 8, 22, "Foreign Office")
    >>> [pair for _, *pair in spelled_out(text, [said])]
    [['FO', 'Foreign Office']]
    """
    for number, mention in enumerate(mentions):
        if mention.label == MONEY:
            continue
        if mention.name.endswith((")", "）")) and (pair := inside(mention.name, mention.label)):
            yield mention, *pair
        if text[mention.end : mention.end + 3].lstrip()[:1] in _FIRST:
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            if pair := _beside(text, mention, following):
                yield mention, *pair


def inside(name: str, label: str) -> Pair | None:
    """The two forms in a name that was tagged with its brackets.

    >>> inside("Foreign Office (FO)", "ORG"), inside("Bank of China (London Branch)", "ORG")
    (('FO', 'Foreign Office'), None)
    """
    match = _IN_BRACKETS.match(name)
    return _sorted(match["outer"], match["inner"], label, sure=True) if match else None


def _beside(text: str, mention: Mention, following: Mention | None) -> Pair | None:
    opening = _OPENS.match(text, mention.end)
    if not opening:
        return None
    sure = not _WEAK.fullmatch(opening["link"])
    start = opening.end()
    if following and following.label == mention.label and following.start == start:
        return _sorted(mention.name, following.name, mention.label, sure=sure)
    return _short_after(text, start, mention, opening["link"]) or _long_after(text, start, mention)


def _short_after(text: str, start: int, mention: Mention, link: str) -> Pair | None:
    """An acronym that the tagger missed, in brackets right behind the full name."""
    short = _SHORT.match(text, start)
    if not short or link[0] not in "(（[" or not _CLOSES.match(text, short.end()):
        return None
    return (short[0], mention.name) if spells(short[0], mention.name, mention.label) else None


def _long_after(text: str, start: int, mention: Mention) -> Pair | None:
    """A full name that the tagger missed or cut, behind its acronym: the words whose initials spell it."""
    if not 2 <= len(mention.name) <= 10:
        return None
    found = list(_WORD.finditer(text[start : start + 200]))[:_MOST_WORDS]
    for last in found[1:]:
        long = text[start : start + last.end()]
        if spells(mention.name, long, mention.label):
            return mention.name, long
    return None


def _sorted(a: str, b: str, label: str, *, sure: bool) -> Pair | None:
    """The two as short and long, if one is the other's short form."""
    short, long = sorted((a, b), key=len)
    return (short, long) if spells(short, long, label) or (sure and part_of(short, long, label)) else None


def spells(short: str, long: str, label: str) -> bool:
    """Whether the short form is made of the initials of the long one.

    >>> spells("FCDO", "Foreign, Commonwealth and Development Office", "ORG")
    True
    >>> spells("MoD", "Ministry of Defence", "ORG"), spells("国安部", "国家安全部", "ORG")
    (True, True)
    >>> spells("US", "UK Treasury", "ORG")
    False
    """
    letters, parts = "".join(words(short, label)), words(long, label)
    if _han(letters) and _han("".join(parts)):
        return _contracted(letters, "".join(parts))
    if len(letters) < 2 or len(parts) < 2 or not short[0].isupper():
        return False
    initials = ("".join(word[0] for word in parts), "".join(word[0] for word in parts if word not in _SMALL))
    return len(letters) > 1 and letters in initials


def part_of(short: str, long: str, label: str) -> bool:
    """Whether the short form's words are among the long one's, in their order.

    >>> part_of("Chatham", "Chatham House", "ORG"), part_of("Apple", "Pineapple Bank", "ORG")
    (True, False)
    """
    some, rest = words(short, label), iter(words(long, label))
    return len(some) < len(words(long, label)) and all(word in rest for word in some)


def _contracted(short: str, long: str) -> bool:
    rest = iter(long)
    return 2 <= len(short) < len(long) and short[0] == long[0] and all(char in rest for char in short)


def _han(text: str) -> bool:
    return bool(text) and all("\u3400" <= char <= "\u9fff" for char in text)
