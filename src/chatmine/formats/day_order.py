"""Whether the day stands before the month: a question to all dates of a file, never to one of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from chatmine.formats.format import Log
from chatmine.formats.timestamps import DATE_MARKS, numeric_parts

# Who writes dates with dots, from Germany to Japan, puts the day or the year first.
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2}")
_NUMERIC = re.compile(r"(?<!\d)\d{1,2}\D{1,3}\d{1,2}\D{1,3}\d{2}")


def decide_day_order(log: Log, dates: Iterable[str], american: bool = False) -> bool:
    """Whether the day comes first in this log: as the user says, else as its dates tell; remarks when they do not.

    `american` is what the shape of the dates says, for when their numbers do not.
    """
    if log.dayfirst is not None:
        return _noted(log, log.dayfirst)
    open_dates: list[str] = []
    order = day_first(_that_matter(dates, open_dates))
    if order is None and open_dates and _DOTTED.match(open_dates[0].translate(DATE_MARKS)):
        return _noted(log, True)
    if order is None and american:
        return _noted(log, False)
    if order is None:
        log.remark("day or month first cannot be told from its dates: read as day first (--monthfirst turns it)")
        log.note_day_order("day first?")
        return True
    return _noted(log, order) if open_dates else order


def _noted(log: Log, order: bool) -> bool:
    log.note_day_order("day first" if order else "month first")
    return order


def _that_matter(dates: Iterable[str], found: list[str]) -> Iterator[str]:
    """The dates, of which the first that has no year in front and no month's name is `found`."""
    for date in dates:
        if not found and _NUMERIC.search(date):
            found.append(date)
        yield date


def day_first(dates: Iterable[str]) -> bool | None:
    """Whether the day stands before the month in these dates of one file, in their order; None if nothing tells.

    A part over 12 or a year in front decides at once; else the order in which no date goes back; else the part that
    changes more often is the day.
    Where no date can be read in two ways the answer is True and of no consequence.

    >>> day_first(["3/4/24", "3/18/24"]), day_first(["4/3/24", "5/3/24", "1/4/24"]), day_first(["3/4/24"])
    (False, True, None)
    """
    read, seen = set[str](), []
    for text in dates:
        parts = None if text in read else numeric_parts(text.translate(DATE_MARKS))
        if parts is None:
            continue
        if len(parts[0]) == 4:
            return True
        first, second, year = map(int, parts)
        if first > 12 or second > 12:
            return first > 12
        read.add(text)
        seen.append((year, first, second))
    return _by_order(seen) if any(first != second for _, first, second in seen) else True


def _by_order(seen: list[tuple[int, int, int]]) -> bool | None:
    if len(seen) < 2:
        return None
    month_first = seen == sorted(seen)
    by_day_first = [(year, second, first) for year, first, second in seen]
    if month_first != (by_day_first == sorted(by_day_first)):
        return not month_first
    changes = Counter[str]()
    for (_, a, b), (_, c, d) in pairwise(seen):
        changes["first"] += a != c
        changes["second"] += b != d
    return None if changes["first"] == changes["second"] else changes["first"] > changes["second"]
