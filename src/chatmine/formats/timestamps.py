"""Dates and times as chat logs write them.

A time without a zone stays a naive wall clock; an epoch or an offset becomes UTC. Whether `3/4/24` is in March or in
April is a question to the whole file (`day_first`), never to one line.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

_NUMBERS = re.compile(r"\d+")
_YEARLESS = re.compile(r"(?:[^\W\d_]+\W+){0,2}\d{1,2}\.?(?:\W+[^\W\d_]+\W?)?")
_DATE_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2068\u2069"))
_ERAS = {"R": 2018, "H": 1988, "S": 1925}  # Japanese eras begin with year 1: R4 is 2022
_BUDDHIST = 543
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar enero gennaio januari janeiro ene янв января январь січ січня "
            "styczeń stycznia sty led ledna leden ocak яну януари јануар јануара",
            "feb february fevrier février februar febrero febbraio februari fevereiro fev фев февр февраля "
            "февраль лют лютого luty lutego úno února únor şubat февруари фебруар фебруара",
            "mar march mars märz marzo maart março mrt мар марта март бер березня marzec marca bře března březen mart",
            "apr april avril abril aprile abr avr апр апреля апрель кві квіт квітня kwi kwiecień kwietnia "
            "dubna duben nisan април априла",
            "may mai mayo maggio mei maio мая май тра трав травня maj maja květen května mayıs мај маја",
            "jun june juin juni junio giugno junho giu июн июня июнь чер черв червня cze czerwiec czerwca "
            "červen června haziran юни јун јуна",
            "jul july juillet juli julio luglio julho lug июл июля июль лип липня lip lipiec lipca červenec "
            "července temmuz юли јул јула",
            "aug august août aout agosto augustus ago aoû авг августа август сер серп серпня sie sierpień "
            "sierpnia srpen srpna ağustos",
            "sep sept september septembre septiembre settembre setembro set сен сент сентября сентябрь вер "
            "вересня wrz wrzesień września září eylül септември септембар септембра",
            "oct october octobre oktober octubre ottobre okt ott окт октября октябрь жов жовт жовтня paź "
            "październik października říjen října ekim октомври октобар октобра outubro out",
            "nov november novembre noviembre ноя нояб ноября ноябрь лис лист листопада lis listopad "
            "listopada listopadu kasım ноември новембар новембра novembro",
            "dec december décembre dezember diciembre dicembre dez dezembro déc дек декабря декабрь гру груд "
            "грудня gru grudzień grudnia prosinec prosince aralık декември децембар децембра dic",
        ),
        start=1,
    )
    for name in names.split()
}
_AFTERNOON = re.compile(r"p\.?\s?m\b|下午|午後|오후|晚上|中午", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:[上下]午|午[前後]|오[전후])?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?![.\d/-])(?:\s*[ap]\.?\s?m\.?)?$"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_NAMED_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?!\d)|\d{1,2}[A-Z][a-z]{2}(?:19|20)\d\d)"
)
_MORNING = re.compile(r"a\.?\s?m\b|上午|午前|오전|凌晨|早上", re.IGNORECASE)


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

    def at(self, day: str | None, clock: str | None) -> datetime | None:
        """The moment of a line that writes `day` (or relies on the current one) and `clock`; None if unreadable.

        >>> Clock(dayfirst=False).at("3/18/22", "2:56 PM")
        datetime.datetime(2022, 3, 18, 14, 56)
        """
        try:
            reading = read_time(clock) if clock else time()
            if day and self.rolls and self.day:
                return datetime.combine(self._date(day), reading)
            if day:
                self.day = self._date(day)
        except ValueError:
            return None
        if self.day is None:
            return None
        if self.rolls and self._last and _backwards(self._last, reading):
            self.day += timedelta(days=1)
        self._last = reading
        return datetime.combine(self.day, reading)

    def _date(self, text: str) -> date:
        if self.day and _YEARLESS.fullmatch(text):
            return _date_after(text, self.day)
        return read_date(text, self.dayfirst)

    def turn(self, day: str) -> None:
        """Take a day rule's date as the current day; an unreadable one leaves the day as it was."""
        try:
            self.day = read_date(day, self.dayfirst)
        except ValueError:
            return
        self._last = None


def _backwards(before: time, after: time) -> bool:
    minutes = (before.hour - after.hour) * 60 + before.minute - after.minute
    return minutes > 60


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
    text = text.translate(_DATE_MARKS).strip()
    month = _month_named(text)
    if month:
        return _date_around(month, text)
    parts = _parts(text)
    if parts is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = _in_order(parts, dayfirst)
    return date(_full_year(year, text), month, day)


def _month_named(text: str) -> int | None:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return next((MONTHS[word] for word in words if word in MONTHS), None)


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
    return date(_full_year(int(year), text), month, int(numbers[0]))


def _parts(text: str) -> tuple[str, str, str] | None:
    era = re.match(r"(\d+)\D(\d+)\D([RHS])(\d+)$", text)
    if era:
        return era[1], era[2], str(_ERAS[era[3]] + int(era[4]))
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
    numbers = [int(number) for number in _NUMBERS.findall(text)[:3]]
    if len(numbers) < 2:
        raise ValueError(f"not a time: {text!r}")
    hour = numbers[0]
    if _AFTERNOON.search(text):
        hour = hour if hour >= 12 else hour + 12
    elif _MORNING.search(text):
        hour = 0 if hour == 12 else hour
    return time(hour, numbers[1], numbers[2] if len(numbers) > 2 else 0)


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
        parts = None if text in read else _parts(text.translate(_DATE_MARKS))
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


def read_moment(text: str, dayfirst: bool = True) -> datetime | None:
    """A date and a time in one text, written by a machine or a person; None if it is neither.

    >>> read_moment("04.03.2024 21:58"), read_moment("3/18/22, 2:56 PM", dayfirst=False), read_moment("soon")
    (datetime.datetime(2024, 3, 4, 21, 58), datetime.datetime(2022, 3, 18, 14, 56), None)
    """
    moment = read_timestamp(text)
    if moment is not None:
        return moment
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


def read_timestamp(value: object) -> datetime | None:
    """A timestamp as machines write it: ISO 8601, an epoch in s, ms, µs or ns (as number or text); None if neither.

    >>> str(read_timestamp("2020-06-21T18:27:08.434866789")), str(read_timestamp(1592764028))
    ('2020-06-21 18:27:08.434866', '2020-06-21 18:27:08+00:00')
    >>> read_timestamp("1592764028000") == read_timestamp(1592764028) == read_timestamp("2020-06-21T20:27:08+02:00")
    True
    """
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if re.fullmatch(r"-?\d{8,20}(?:\.\d+)?", text) and not re.fullmatch(r"(?:19|20)\d{6}|(?:19|20)\d{12}", text):
        return _epoch(text)
    return _iso(text)


def _epoch(text: str) -> datetime | None:
    whole, _, fraction = text.partition(".")
    digits = len(whole.lstrip("-"))
    unit = 0 if digits <= 11 else 3 if digits <= 14 else 6 if digits <= 17 else 9
    seconds, rest = divmod(int(whole), 10**unit)
    below = f"{rest:0{unit}d}" if unit else ""
    micros = int(f"{below}{fraction}".ljust(6, "0")[:6])
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micros)
    except OverflowError:
        return None


def _iso(text: str) -> datetime | None:
    trimmed = re.sub(r"([.,]\d{6})\d+", r"\1", text)
    try:
        moment = datetime.fromisoformat(trimmed)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
