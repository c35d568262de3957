"""The periods of a timeline."""

from collections.abc import Callable
from datetime import date, datetime

from chatmine.errors import UsageError


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


PERIODS: dict[str, Callable[[date], str]] = {
    "day": lambda day: f"{day:%Y-%m-%d}",
    "week": _week,
    "month": lambda day: f"{day:%Y-%m}",
    "year": lambda day: f"{day:%Y}",
}


class Periods(dict[int, str]):
    """The period of each day that was asked for, by the log's own clock: a log has many messages for each day."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, day: int) -> str:
        period = self[day] = PERIODS[self._name](date.fromordinal(day))
        return period

    def of(self, moment: datetime | None) -> str:
        """The period a moment falls in; empty where there is no moment.

        >>> [Periods(name).of(datetime(2024, 12, 30)) for name in PERIODS], Periods("day").of(None)
        (['2024-12-30', '2025-W01', '2024-12', '2024'], '')
        """
        return self[moment.toordinal()] if moment else ""


def known(name: str) -> str:
    """The name, if it is a period's.

    Raises:
        UsageError: it is none; the text lists those there are.
    """
    if name not in PERIODS:
        raise UsageError(f"there is no period {name!r}; choose from {', '.join(PERIODS)}")
    return name
