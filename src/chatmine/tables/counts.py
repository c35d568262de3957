"""Who discussed what, counted with pandas from the mentions and their entities.

A table is a function from the frame of mentions to the frame of its rows. Its columns are a contract: columns may be
added, but none is ever renamed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chatmine.entities import Entities
from chatmine.errors import UsageError
from chatmine.tables.columns import MentionColumns

WHO_WHAT = (
    "speaker", "entity", "type", "mentions", "messages", "conversations", "first", "last", "names", "with", "example",
    "source",
)  # fmt: skip
ENTITIES = (
    "entity", "type", "mentions", "messages", "speakers", "who", "conversations", "first", "last", "names", "source",
)  # fmt: skip
MENTIONS = (
    "conversation", "timestamp", "speaker", "type", "name", "entity", "start", "end", "amount_min", "amount_max",
    "currency", "per", "text", "by", "score", "source",
)  # fmt: skip
SEPARATOR = " | "


@dataclass(frozen=True)
class TableKind:
    """A table that can be asked for: what a row is, its columns, and how it is counted."""

    row: str
    columns: tuple[str, ...]
    count: Callable[[pd.DataFrame], pd.DataFrame]


def table(name: str, mentions: MentionColumns, entities: Entities, *, min_mentions: int = 1) -> pd.DataFrame:
    """The rows of the table `name`; entities with fewer than `min_mentions` mentions in all are left out.

    Raises:
        UsageError: there is no such table; the text lists those there are.
    """
    kind = kind_of(name)
    frame = mentions_frame(mentions, entities)
    if min_mentions > 1:
        totals = frame.groupby(["entity", "type"], sort=False)["entity"].transform("size")
        frame = frame[totals >= min_mentions]
    return kind.count(frame)[list(kind.columns)]


def kind_of(name: str) -> TableKind:
    """The table of this name.

    Raises:
        UsageError: there is none; the text lists those there are.
    """
    if name not in TABLES:
        raise UsageError(f"there is no table {name!r}; choose from {', '.join(TABLES)}")
    return TABLES[name]


def mentions_frame(mentions: MentionColumns, entities: Entities) -> pd.DataFrame:
    """One row a mention, in the order of the logs, with its entity."""
    columns: dict[str, Any] = {name: values for name, values in mentions.columns.items() if name != "mention"}
    columns["entity"] = [entities.entity(mention) for mention in mentions.mentions]
    return pd.DataFrame(columns, dtype=object)


def who_what(frame: pd.DataFrame) -> pd.DataFrame:
    """A row is a speaker and an entity, the most mentioned first."""
    groups = frame.groupby(["identity", "entity", "type"], sort=False)
    rows = groups.agg(
        speaker=("speaker", "first"),
        mentions=("name", "size"),
        messages=("source", "nunique"),
        conversations=("conversation", "nunique"),
        first=("timestamp", _first),
        last=("timestamp", "max"),
        names=("name", _most_frequent_first),
        example=("text", "first"),
        source=("source", "first"),
    )
    rows["with"] = groups["partners"].agg(_together) if len(rows) else ""
    return _ranked(rows.reset_index(), "speaker")


def entities(frame: pd.DataFrame) -> pd.DataFrame:
    """A row is an entity, the most mentioned first; `who` lists its speakers, those who mention it most first."""
    groups = frame.groupby(["entity", "type"], sort=False)
    rows = groups.agg(
        mentions=("name", "size"),
        messages=("source", "nunique"),
        speakers=("identity", "nunique"),
        who=("speaker", _most_frequent_first),
        conversations=("conversation", "nunique"),
        first=("timestamp", _first),
        last=("timestamp", "max"),
        names=("name", _most_frequent_first),
        source=("source", "first"),
    )
    return _ranked(rows.reset_index())


def mentions(frame: pd.DataFrame) -> pd.DataFrame:
    """A row is a mention, in the order of the logs."""
    return frame


def _ranked(rows: pd.DataFrame, *then: str) -> pd.DataFrame:
    """By mentions, then by name, so that the same input always gives the same bytes."""
    by = ["mentions", "entity", "type", *then]
    return rows.sort_values(by, ascending=[False, *[True] * (len(by) - 1)], kind="stable", ignore_index=True)


def _first(moments: pd.Series) -> str:
    return min((moment for moment in moments if moment), default="")


def _most_frequent_first(names: pd.Series) -> str:
    counts = names.value_counts(sort=False)
    return SEPARATOR.join(sorted(counts.index, key=lambda name: (-counts[name], name)))


def _together(partners: pd.Series) -> str:
    return SEPARATOR.join(sorted(set().union(*partners)))


TABLES = {
    "who-what": TableKind("a speaker and an entity", WHO_WHAT, who_what),
    "entities": TableKind("an entity", ENTITIES, entities),
    "mentions": TableKind("a mention", MENTIONS, mentions),
}
