"""What the columns of a table of messages mean, by their names."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

_SYNONYMS: dict[str, list[str]] = tomllib.loads(
    files("chatmine.formats").joinpath("columns.toml").read_text(encoding="utf-8")
)
_RANKS = {role: {name: rank for rank, name in reversed(list(enumerate(names)))} for role, names in _SYNONYMS.items()}
_CLOCKS = frozenset(_SYNONYMS["time"][_SYNONYMS["time"].index("time") :])
_DAYS = frozenset(_SYNONYMS["time"][_SYNONYMS["time"].index("date") : _SYNONYMS["time"].index("time")])
_CLOCK_ONLY = re.compile(r"\D{0,6}\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?\D{0,6}")


@dataclass(frozen=True)
class Columns:
    """The columns that have a role, by their index; `clock` is the time of day where `time` is only the date."""

    header: list[str]
    roles: dict[str, int]

    @property
    def width(self) -> int:
        """How many columns the header has."""
        return len(self.header)

    def cell(self, role: str, cells: list[str]) -> str:
        """The trimmed value of the column with this role, '' where there is none."""
        index = self.roles.get(role)
        return cells[index].strip() if index is not None and index < len(cells) else ""

    def moment(self, cells: list[str]) -> str:
        """The date and time of a row as it writes them, joined where they stand in two columns.

        >>> find_columns(["Date", "Time", "Text"]).moment(["4.3.2024", "21:58", "hi"])
        '4.3.2024 21:58'
        """
        clock, day = self.cell("clock", cells), self.cell("time", cells)
        if not clock or not day:
            return clock or day
        return f"{day} {clock}" if _CLOCK_ONLY.fullmatch(clock) else clock

    def fit(self, cells: list[str]) -> bool:
        """Whether a row has the header's columns; those at the end may miss, or be too many, where they say nothing."""
        return len(cells) > self._needed and not any(cells[self.width :])

    @cached_property
    def _needed(self) -> int:
        return max(self.roles.values())


def find_columns(cells: list[str]) -> Columns | None:
    """What a header's cells mean; None if they are not the header of a table of messages.

    >>> find_columns(["Von", "Datum", "Nachricht"]).roles["speaker"], find_columns(["when", "what"])
    (0, None)
    """
    names = [_key(cell) for cell in cells]
    roles = {role: best for role in _RANKS if (best := _best(role, names)) is not None}
    if "text" not in roles or not {"speaker", "time"} & roles.keys() or len(set(names) - {""}) < 2:
        return None
    if roles.pop("machine", None) is not None and "speaker" not in roles:
        return None
    clock = next((i for i, name in enumerate(names) if name in _CLOCKS), None)
    if clock is not None and names[roles["time"]] in _DAYS:
        roles["clock"] = clock
    return Columns(cells, roles)


def _best(role: str, names: list[str]) -> int | None:
    ranks = _RANKS[role]
    known = [(ranks[name], index) for index, name in enumerate(names) if name in ranks]
    return min(known)[1] if known else None


def _key(cell: str) -> str:
    """A column's name without what separates its words.

    >>> _key("Sender_Name "), _key("*From*"), _key("发送者")
    ('sendername', 'from', '发送者')
    """
    return re.sub(r"[\W_]+", "", cell.casefold())
