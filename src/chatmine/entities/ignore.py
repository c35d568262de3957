"""Names that are noise to the user, and how many mentions of them were left out.

A row is a name, in any written form that folds to it, or a regular expression between slashes. An expression must not
be able to take long on a hostile name: it is short, repeats nothing that itself repeats or leaves a choice, and sees a
name's first hundred characters only.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from chatmine.entities.keys import key
from chatmine.lists import Cells, UserList, label_of
from chatmine.records import LABELS, MONEY, Mention

_LONGEST_PATTERN = 200
_LONGEST_NAME = 100
_MOST_WAYS = 10 * _LONGEST_NAME**3  # three parts of any length and a few choices


@dataclass
class Ignore:
    """What is ignored. `removed` counts the mentions left out for each row, as the user wrote it."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    patterns: list[tuple[str, "re.Pattern[str]"]] = field(default_factory=list)
    removed: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def kept(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions that are not ignored."""
        kept = []
        for mention in mentions:
            if row := self._row(mention):
                self.removed[row] += 1
            else:
                kept.append(mention)
        return kept

    def _row(self, mention: Mention) -> str:
        form = (mention.label, mention.name)
        if form not in self._known:
            self._known[form] = self._find(*form)
        return self._known[form]

    def _find(self, label: str, name: str) -> str:
        if row := self.names.get((label, key(name, label))):
            return row
        start = name[:_LONGEST_NAME]
        return next((row for row, pattern in self.patterns if pattern.search(start)), "")


def read_ignore(path: str) -> tuple[Ignore, list[str]]:
    """The list in a CSV file with the column `name` and perhaps `type`, and what was wrong with it.

    Raises:
        UsageError: the file cannot be read.
    """
    rows, ignore = UserList(path), Ignore()
    for label, name in rows.rows("name", _row):
        if name.startswith("/"):
            ignore.patterns.append((name, re.compile(name[1:-1], re.IGNORECASE)))
        else:
            for each in (label,) if label else LABELS:
                ignore.names[each, key(name, each)] = name
    return ignore, rows.problems


def _row(_: int, cells: Cells) -> tuple[str, str]:
    row = dict(reversed(cells))
    name = row.get("name", "")
    if not name:
        raise ValueError("no name")
    if name.startswith("/") and name.endswith("/") and len(name) > 2:
        check(name[1:-1])
    elif name.startswith("/"):
        raise ValueError(f"{name}: a regular expression ends with a slash too")
    kind = row.get("type", "")
    return MONEY if kind.casefold() in {"money", "sum"} else label_of(kind), name


def check(pattern: str) -> None:
    """Refuse a regular expression that is wrong or could take long.

    >>> check(r"^audit (report|trail)s?$")
    >>> check("(a+)+b")
    Traceback (most recent call last):
    ValueError: (a+)+b: a repeat inside a repeat, or a choice, can take forever

    Raises:
        ValueError: with the reason.
    """
    if len(pattern) > _LONGEST_PATTERN:
        raise ValueError(f"a regular expression of more than {_LONGEST_PATTERN} characters")
    try:
        ways = _ways(_parser.parse(pattern), pattern)
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{pattern}: not a regular expression: {error}") from error
    if ways > _MOST_WAYS:
        raise ValueError(f"{pattern}: more than 3 parts of any length, or many choices, can take long")


def _ways(parsed: Any, pattern: str) -> int:
    """In how many ways it can match a name at most: what a search tries in vain, one after the other."""
    return prod(_ways_of(str(operation), argument, pattern) for operation, argument in parsed)


def _ways_of(name: str, argument: Any, pattern: str) -> int:
    if name.startswith("GROUPREF"):
        raise ValueError(f"{pattern}: a back reference can take forever")
    inner = [_ways(part, pattern) for part in _parts(argument)]
    if name == "BRANCH":
        return sum(inner)
    if name not in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return prod(inner)
    least, most, _ = argument
    if most > 1 and prod(inner) > 1:
        raise ValueError(f"{pattern}: a repeat inside a repeat, or a choice, can take forever")
    return prod(inner) * min(int(most) - int(least) + 1, _LONGEST_NAME)


def _parts(argument: Any) -> list[Any]:
    """The parsed expressions inside an operation's argument, however it holds them."""
    if isinstance(argument, _parser.SubPattern):
        return [argument]
    return [part for each in argument for part in _parts(each)] if isinstance(argument, tuple | list) else []
