"""Dates and times as chat logs write them.

A time without a zone stays a naive wall clock; an epoch or an offset becomes UTC. Whether `3/4/24` is in March or in
April is a question to the whole file (`day_first`), never to one line.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from chatmine.formats.calendar import MONTHS, half_named, month_named
from chatmine.formats.machine_time import read_timestamp

__all__ = ["MONTHS", "Clock", "date_in_name", "read_date", "read_moment", "read_time", "read_timestamp"]

_NUMBERS = re.compile(r"\d+")
_YEARLESS = re.compile(r"(?:[^\W\d_]+\W+){0,2}\d{1,2}\.?(?:\W+[^\W\d_]+\W?)?")
DATE_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2068\u2069"))
# Japanese eras and the Republic of China begin with year 1: R4 and 民國111 are 2022.
_ERAS = {"R": 2018, "H": 1988, "S": 1925, "令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_BUDDHIST = 543
_CLOCK = re.compile(
    r"(?:[上下]午|午[前後]|오[전후])?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?![.\d/-])(?:\s*[ap]\.?\s?m\.?)?$"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_NAMED_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?!\d)|\d{1,2}[A-Z][a-z]{2}(?:19|20)\d\d)"
)
_MIDNIGHT = time()
_LONGEST = 120  # characters of a written date and time; what is longer is something else


@dataclass
class Clock:
    """Reads the dates and times of one log, line after line.

    `day` is the current day where the log writes it apart from the times (a rule, the file name); `rolls` lets a time
    that falls back by more than an hour begin the next day, for logs without day rules; a date that a line of such a
    log writes is its own and not that of the lines after it. A date without a year is in the year of the current day,
    or in the next where it would fall back by half a year. With neither a date nor a day there is no timestamp.
    """

    dayfirst: bool = True
    day: date | None = None
    rolls: bool = False
    _last: time | None = field(default=None, repr=False)
    _written: str = field(default="", repr=False)  # as what the current day stood in the line before
    _before: tuple[str | None, ...] = field(default=(), repr=False)  # what the line before wrote, and its moment
    _moment: datetime | None = field(default=None, repr=False)

    def at(self, day: str | None, clock: str | None) -> datetime | None:
        """The moment of a line that writes `day` (or relies on the current one) and `clock`; None if unreadable.

        >>> Clock(dayfirst=False).at("3/18/22", "2:56 PM")
        datetime.datetime(2022, 3, 18, 14, 56)
        """
        written = (day, clock)
        # Most are of the minute before; what had no moment may have one once the day is known.
        if written != self._before or (self._moment is None and self.day is not None):
            self._before, self._moment = written, self._read(day, clock)
        return self._moment

    def _read(self, day: str | None, clock: str | None) -> datetime | None:
        try:
            reading = read_time(clock) if clock else _MIDNIGHT
            if day:
                if self.rolls and self.day:
                    return datetime.combine(self._date(day), reading)
                if day != self._written:
                    self.day, self._written = self._date(day), day
        except ValueError:
            return None
        if self.day is None:
            return None
        if self.rolls and self._last and reading < self._last and _far(self._last, reading) and self.day < date.max:
            self.day, self._written = self.day + timedelta(days=1), ""
        self._last = reading
        return datetime.combine(self.day, reading)

    def _date(self, text: str) -> date:
        if self.day and _is_yearless(text):
            return _date_after(text, self.day)
        return read_date(text, self.dayfirst)

    def turn(self, day: str) -> None:
        """Take a day rule's date as the current day; an unreadable one leaves the day as it was."""
        try:
            self.day, self._written = read_date(day, self.dayfirst), ""
        except ValueError:
            return
        self._last, self._before = None, ()


def _far(before: time, after: time) -> bool:
    return (before.hour - after.hour) * 60 + before.minute - after.minute > 60


@lru_cache(maxsize=4096)
def _is_yearless(text: str) -> bool:
    return _YEARLESS.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _date_after(text: str, before: date) -> date:
    """A date without a year, in the year that puts it next to the date before it."""
    found = read_date(f"{text} {before.year}")
    return found if (before - found).days < 183 else read_date(f"{text} {before.year + 1}")


@lru_cache(maxsize=4096)
def read_date(text: str, dayfirst: bool = True) -> date:
    """A written date: numeric in any order, ISO, with a month's name, in the Buddhist or a Japanese era.

    >>> read_date("3/18/22", dayfirst=False), read_date("18. 3. 2022."), read_date("3/18/2565 BE", dayfirst=False)
    (datetime.date(2022, 3, 18), datetime.date(2022, 3, 18), datetime.date(2022, 3, 18))
    >>> read_date("3/18/R4", dayfirst=False), read_date("Mon Mar 04 2024"), read_date("20240304")
    (datetime.date(2022, 3, 18), datetime.date(2024, 3, 4), datetime.date(2024, 3, 4))

    Raises:
        ValueError: not a date.
    """
    text = _short(text.translate(DATE_MARKS).strip())
    month = month_named(text)
    if month:
        return _date_around(month, text)
    parts = numeric_parts(text)
    if parts is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = _in_order(parts, dayfirst)
    return _date(_full_year(year, text), month, day)


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError("longer than any date or time is")
    return text


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except OverflowError as error:
        raise ValueError(f"not a date: {error}") from error


def _date_around(month: int, text: str) -> date:
    """The day and year of a date whose month has a name: the year is the number of four digits, or the last."""
    numbers = _NUMBERS.findall(text)
    years = [number for number in numbers if len(number) == 4]
    year = years[0] if years else numbers[-1] if len(numbers) > 1 else None
    if year is None:
        raise ValueError(f"a date without a year: {text!r}")
    numbers.remove(year)
    if not numbers:
        raise ValueError(f"a date without a day: {text!r}")
    return _date(_full_year(int(year), text), month, int(numbers[0]))


def numeric_parts(text: str) -> tuple[str, str, str] | None:
    """The three numbers of a date in their order, an era's year turned into ours; None if there are not three."""
    if len(text) > _LONGEST:
        return None
    if era := re.match(r"(\d+)\D(\d+)\D([RHS])(\d+)$", text):
        return era[1], era[2], str(_ERAS[era[3]] + int(era[4]))
    if era := re.match(rf"({'|'.join(_ERAS)})\s?(\d+|元)\D{{1,2}}(\d+)\D{{1,2}}(\d+)", text):
        return str(_ERAS[era[1]] + int(era[2].replace("元", "1"))), era[3], era[4]
    numbers = _NUMBERS.findall(text)
    if len(numbers) == 1 and len(text) == 8:
        return text[:4], text[4:6], text[6:]
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None


def _in_order(parts: tuple[str, str, str], dayfirst: bool) -> tuple[int, int, int]:
    a, b, c = parts
    if len(a) == 4 or (len(c) == 2 and int(a) > 31):
        return int(a), int(b), int(c)
    first, second, year = int(a), int(b), int(c)
    if (dayfirst or first > 12) and second <= 12:
        return year, second, first
    return year, first, second


def _full_year(year: int, text: str) -> int:
    if year < 100:
        return year + (2000 if year < 70 else 1900)
    return year - _BUDDHIST if "BE" in text or year > 2400 else year


@lru_cache(maxsize=8192)
def read_time(text: str) -> time:
    """A written time of day: `21:58`, `9.58`, `9:58:07 PM`, `下午 9:58`, with any space before the half.

    >>> read_time("9:58\u202fp. m."), read_time("12:05 AM"), read_time("下午2:56"), read_time("21.58.07")
    (datetime.time(21, 58), datetime.time(0, 5), datetime.time(14, 56), datetime.time(21, 58, 7))

    Raises:
        ValueError: not a time.
    """
    numbers = [int(number) for number in re.findall(r"\d{1,9}", _short(text))[:3]]
    half = half_named(text)
    if len(numbers) == 1 and half:
        numbers.append(0)
    if len(numbers) < 2:
        raise ValueError(f"not a time: {text!r}")
    return time(_hour(numbers[0], half, "中午" in text), numbers[1], numbers[2] if len(numbers) > 2 else 0)


def _hour(hour: int, half: str, noon: bool) -> int:
    if noon and hour >= 10:
        return hour
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def read_moment(text: str, dayfirst: bool = True) -> datetime | None:
    """A date and a time in one text, written by a machine or a person; None if it is neither.

    >>> read_moment("04.03.2024 21:58"), read_moment("3/18/22, 2:56 PM", dayfirst=False), read_moment("soon")
    (datetime.datetime(2024, 3, 4, 21, 58), datetime.datetime(2022, 3, 18, 14, 56), None)
    """
    moment = read_timestamp(text)
    if moment is not None:
        return moment
    if len(text) > _LONGEST:
        return None
    clock = _CLOCK.search(text)
    day = text[: clock.start()] + text[clock.end() :] if clock else text
    return Clock(dayfirst).at(day.strip(" ,T") or None, clock[0] if clock else None)


def date_in_name(path: str) -> date | None:
    """The date that a file's name or its folder's name carries, if any; the nearest to the end wins.

    >>> {str(date_in_name(name)) for name in ("#deals/2024-03-04.log", "#deals_20240304.log", "deals.log.04Mar2024")}
    {'2024-03-04'}
    """
    for match in reversed(list(_NAMED_DATE.finditer(path))):
        try:
            return read_date(match[0].replace("_", "-").replace(".", "-"))
        except ValueError:
            continue
    return None
