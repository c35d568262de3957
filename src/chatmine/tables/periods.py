"""The periods of a timeline."""

from collections.abc import Callable
from datetime import datetime

from chatmine.errors import UsageError


def _week(moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"


PERIODS: dict[str, Callable[[datetime], str]] = {
    "day": lambda moment: f"{moment:%Y-%m-%d}",
    "week": _week,
    "month": lambda moment: f"{moment:%Y-%m}",
    "year": lambda moment: f"{moment:%Y}",
}


def period(moment: datetime | None, name: str) -> str:
    """The period a moment falls in, by the log's own clock; empty where there is no moment.

    >>> [period(datetime(2024, 12, 30), name) for name in PERIODS], period(None, "day")
    (['2024-12-30', '2025-W01', '2024-12', '2024'], '')
    """
    return PERIODS[name](moment) if moment else ""


def known(name: str) -> str:
    """The name, if it is a period's.

    Raises:
        UsageError: it is none; the text lists those there are.
    """
    if name not in PERIODS:
        raise UsageError(f"there is no period {name!r}; choose from {', '.join(PERIODS)}")
    return name
