"""Which names of one conversation are one: short forms, bodies without their country, acronyms that it spells out.

Everything here holds inside one conversation only, and only where exactly one full form fits.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

from chatmine.entities.evidence import Conversation
from chatmine.entities.han_forms import short_forms
from chatmine.entities.keys import key, listed, without_title
from chatmine.entities.rules import Rules
from chatmine.records import ORG, PERSON

Class = tuple[str, str]  # a label and a key: all names that differ only in what keys fold

# Bodies of which every country has one, so that a single word names them; longer names need no list.
_BODIES = frozenset({"treasury", "parliament", "senate", "congress", "army", "navy", "customs", "embassy"})


@dataclass
class Joins:
    """The joins of one conversation: what each class is taken for, and why."""

    rules: Rules
    where: str
    parts: dict[Class, tuple[str, ...]]  # the classes of this conversation with their words
    names: dict[Class, str]  # how they are written here
    joined: dict[Class, tuple[Class, str]] = field(default_factory=dict)

    def root(self, name: Class) -> Class:
        """What a class is taken for in the end."""
        seen = {name}
        while name in self.joined and self.joined[name][0] not in seen:
            name = self.joined[name][0]
            seen.add(name)
        return name

    def join(self, name: Class, into: Class, reason: str) -> None:
        """Take one class for another, unless the user decided on it or forbids it."""
        target = self.root(into)
        decided = name in self.joined or self.rules.rule(*name, self.where)
        forbidden = any(self.rules.forbid(name[0], name[1], other[1]) for other in (into, target))
        if not decided and not forbidden and target != self.root(name):
            self.joined[name] = (into, reason)


def join_all(conversation: Conversation, joins: Joins, participants: dict[Class, str]) -> None:
    """Find every join of this conversation."""
    _spelled_out(conversation, joins)
    _without_country(joins)
    _short_han_forms(joins)
    _short_forms(joins, participants)


def _spelled_out(conversation: Conversation, joins: Joins) -> None:
    """An acronym is its full form where the conversation spells it out, and spells out no other."""
    found: dict[Class, dict[Class, tuple[str, str, str]]] = defaultdict(dict)
    for (label, short, long), seen in sorted(conversation.spelled.items(), key=lambda item: item[1].order):
        into = (label, key(long, label))
        found[label, key(short, label)].setdefault(into, (short, long, seen.source))
    for name, fits in found.items():
        if len(fits) == 1:
            into, (short, long, source) = next(iter(fits.items()))
            joins.names.setdefault(into, long)
            joins.join(name, into, f"spelled out in {source}: {short} is {long}")


def _without_country(joins: Joins) -> None:
    """`Foreign Office` is `UK Foreign Office` where the conversation names no other country's."""
    of_country: dict[tuple[str, ...], set[Class]] = defaultdict(set)
    for name, parts in joins.parts.items():
        if name[0] == ORG and (core := _core(parts)):
            of_country[core].add(joins.root(name))
    for name, parts in list(joins.parts.items()):
        fits = of_country.get(parts, set()) if name[0] == ORG else set()
        if len(fits) == 1:
            into = next(iter(fits))
            full = joins.names[into]
            joins.join(name, into, f"without its country: only {full} fits in this conversation")


def _short_han_forms(joins: Joins) -> None:
    """`安洵` is `上海安洵信息技术有限公司` where the conversation names no other body that it may stand for."""
    of_short: dict[str, set[Class]] = defaultdict(set)
    for name in joins.parts:
        if name[0] == ORG and not name[1].isascii():
            for short in short_forms(name[1]):
                of_short[short].add(name)
    for name in sorted(joins.parts if of_short else (), key=lambda name: (-len(name[1]), name)):
        fits = {joins.root(full) for full in of_short[name[1]]} if name[0] == ORG else set()
        if len(fits) == 1:
            into = next(iter(fits))
            joins.join(name, into, f"short form: only {joins.names[into]} fits in this conversation")


@lru_cache(maxsize=1 << 16)
def _core(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A body's name without the country at its beginning or end, if what is left still names a body."""
    countries = listed("countries.txt")
    for size in (2, 1):
        if " ".join(parts[:size]) in countries and _a_body(parts[size:]):
            return parts[size:]
        if len(parts) > size + 1 and parts[-size - 1] == "of" and " ".join(parts[-size:]) in countries:
            return parts[: -size - 1] if _a_body(parts[: -size - 1]) else ()
    if len(parts) == 1 and parts[0] >= "\u2e80":
        country = next((start for start in _unspaced() if parts[0].startswith(start)), "")
        rest = parts[0].removeprefix(country)
        return (rest,) if country and len(rest) >= 3 else ()
    return ()


@cache
def _unspaced() -> tuple[str, ...]:
    """The countries of scripts that put no space behind them."""
    return tuple(sorted(name for name in listed("countries.txt") if name >= "\u2e80"))


def _a_body(parts: tuple[str, ...]) -> bool:
    return len(parts) > 1 or (len(parts) == 1 and parts[0] in _BODIES)


def _short_forms(joins: Joins, participants: dict[Class, str]) -> None:
    """A short form of a person's name is the one full name it fits, be it mentioned or that of a participant."""
    fulls = _by_words(joins.parts)
    clashing = _clashing_titles(joins.parts)
    for name, parts in sorted(joins.parts.items(), key=lambda item: (-len(item[1]), item[0])):
        if name[0] != PERSON or name in participants or name in clashing:
            continue
        fits = {joins.root(full) for full in _candidates(parts, fulls) if shortens(parts, joins.parts[full])} - {name}
        if len(fits) == 1:
            full = fits.pop()
            who = f"the participant {participants[full]}" if full in participants else joins.names[full]
            joins.join(name, full, f"short form: only {who} fits in this conversation")


def _by_words(classes: dict[Class, tuple[str, ...]]) -> dict[tuple[str, ...], list[Class]]:
    """Full names by each of their words, by both ends, and by one end with the other's initial."""
    found: dict[tuple[str, ...], list[Class]] = defaultdict(list)
    for name, parts in classes.items():
        if name[0] == PERSON and len(parts) > 1:
            for words in _handles(parts):
                found[words].append(name)
    return found


@lru_cache(maxsize=1 << 16)
def _handles(parts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    bare = without_title(parts, PERSON)
    first, last = bare[0], bare[-1]
    return frozenset({*((word,) for word in bare), (first, last), (first[0], last), (first, last[0])})


def _candidates(parts: tuple[str, ...], fulls: dict[tuple[str, ...], list[Class]]) -> list[Class]:
    bare = without_title(parts, PERSON)
    return fulls.get(bare if len(bare) == 1 else (bare[0], bare[-1]), [])


def _clashing_titles(classes: dict[Class, tuple[str, ...]]) -> set[Class]:
    """`Mr Smith` where there is a `Mrs Smith` too: neither can be told from the surname."""
    titled: dict[tuple[str, ...], list[Class]] = defaultdict(list)
    for name, parts in classes.items():
        if name[0] == PERSON and (bare := without_title(parts, PERSON)) != parts:
            titled[bare].append(name)
    return {name for names in titled.values() if len(names) > 1 for name in names}


def shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one person's name, in words, may be a short form of another.

    >>> shortens(("stoltenberg",), ("jens", "stoltenberg")), shortens(("john", "d"), ("john", "doe"))
    (True, True)
    >>> shortens(("j", "d"), ("john", "doe")), shortens(("old", "wang"), ("wang", "zhi"))
    (False, False)
    """
    some, rest = without_title(short, PERSON), without_title(full, PERSON)
    if some == rest:
        return len(short) > len(full) if len(some) > 1 else len(short) < len(full)
    if len(some) == 1:
        return len(some[0]) > 1 and some[0] in rest
    return len(some) <= len(rest) and _ends_agree(some, rest) and _in_order(some[1:-1], rest[1:-1])


def _ends_agree(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    ends = ((short[0], full[0]), (short[-1], full[-1]))
    return all(_agrees(a, b) for a, b in ends) and any(a == b and len(a) > 1 for a, b in ends)


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    rest = iter(full)
    return all(any(_agrees(word, other) for other in rest) for word in short)


def _agrees(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word) and other.isascii())
