"""Timestamps as machines write them: ISO 8601 and epochs."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH = re.compile(r"-?\d{8,20}(?:\.\d+)?")
_COMPACT = re.compile(r"(?:19|20)\d{6}|(?:19|20)\d{12}")  # 20240304, 20240304215807
_LONG_FRACTION = re.compile(r"([.,]\d{6})\d+")


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
    if text[4:5] != "-" and _EPOCH.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _epoch(text)
    return _iso(text)


def _epoch(text: str) -> datetime | None:
    whole, _, fraction = text.partition(".")
    digits = len(whole.lstrip("-"))
    if digits <= 11 and not fraction:
        return _seconds(int(whole))
    unit = 0 if digits <= 11 else 3 if digits <= 14 else 6 if digits <= 17 else 9
    seconds, rest = divmod(int(whole), 10**unit)
    below = f"{rest:0{unit}d}" if unit else ""
    micros = int(f"{below}{fraction}".ljust(6, "0")[:6])
    moment = _seconds(seconds)
    return moment and moment.replace(microsecond=micros)


def _seconds(seconds: int) -> datetime | None:
    try:
        return _EPOCH_BEGAN + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text if len(text) < 27 else _LONG_FRACTION.sub(r"\1", text))
        return moment if moment.tzinfo is None or moment.tzinfo is UTC else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
