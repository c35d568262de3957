"""Tables: what is collected for them, message by message, and how it is counted.

Only `counting` imports pandas, so that whatever needs no table starts at once. A table's columns are a contract:
columns may be added, but none is ever renamed.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chatmine.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

PARTNERS, PERIODS, ROWS = "partners", "periods", "rows"
SEPARATOR = " | "
WATCHED = "watched"


@dataclass(frozen=True)
class TableKind:
    """A table that can be asked for: what a row is, its columns, and what must be collected beyond the groups."""

    row: str
    columns: tuple[str, ...]
    needs: frozenset[str] = frozenset()

    def marked(self) -> "TableKind":
        """The table with a column that says which entities are on the user's watch list, if it has entities."""
        return replace(self, columns=(*self.columns, WATCHED)) if {"type", "a_type"} & {*self.columns} else self


def _kind(row: str, columns: str, *needs: str) -> TableKind:
    return TableKind(row, tuple(columns.split()), frozenset(needs))


TABLES = {
    "who-what": _kind(
        "a speaker and an entity",
        "speaker entity type mentions messages conversations first last names with example source",
        PARTNERS,
    ),
    "entities": _kind(
        "an entity", "entity type mentions messages speakers who conversations first last names source"
    ),
    "speakers": _kind("a speaker", "speaker messages conversations first last people organisations sums top"),
    "mentions": _kind(
        "a mention",
        "conversation timestamp speaker type name entity start end amount_min amount_max currency per text by score "
        "source",
        ROWS,
    ),
    "money": _kind(
        "a sum of money",
        "entity amount_min amount_max currency per approx speaker near timestamp text source",
        ROWS,
    ),
    "pairs": _kind(
        "two entities that come up together",
        "a a_type b b_type messages who conversations first last example source",
    ),
    "who-with-whom": _kind(
        "two speakers and an entity between them",
        "speaker partner entity type mentions first last source",
        PARTNERS,
    ),
    "timeline": _kind("an entity and a period", "period entity type mentions speakers", PERIODS),
}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """Which columns of a table are shown, in which order its rows stand, and how many there are.

    `columns` and `sort` are names; `-` before one that is sorted by means from high to low.

    Raises:
        UsageError: the table has no such column; the text lists those it has.
    """

    kind: TableKind
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int | None = None

    def __post_init__(self) -> None:
        for name in (*self.columns, *(name.removeprefix("-") for name in self.sort)):
            if name not in self.kind.columns:
                raise UsageError(f"there is no column {name!r}; choose from {', '.join(self.kind.columns)}")

    def of(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """The table in this shape."""
        if self.sort:
            names = [name.removeprefix("-") for name in self.sort]
            rising = [not name.startswith("-") for name in self.sort]
            frame = frame.sort_values(names, ascending=rising, kind="stable")
        return frame[list(self.columns or self.kind.columns)].head(len(frame) if self.limit is None else self.limit)


def kind_of(name: str) -> TableKind:
    """The table of this name.

    Raises:
        UsageError: there is none; the text lists those there are.
    """
    if name not in TABLES:
        raise UsageError(f"there is no table {name!r}; choose from {', '.join(TABLES)}")
    return TABLES[name]
