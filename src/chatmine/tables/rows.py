"""The tables with a row for each mention."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from chatmine.exchanges import GAP, TURNS
from chatmine.records import MONEY, ORG
from chatmine.tables import SEPARATOR, TABLES
from chatmine.tables.facts import Facts
from chatmine.tables.tally import Place, Row

_WHOLE = 2000  # characters of a message that a cell shows whole
_EXCERPT = 300

Cell = Callable[[Row, str], object]

_CELLS: dict[str, Cell] = {
    "conversation": lambda row, _: row.where.conversation,
    "timestamp": lambda row, _: row.where.timestamp,
    "speaker": lambda row, _: row.where.speaker,
    "type": lambda row, _: row.form[0],
    "name": lambda row, _: row.form[1],
    "entity": lambda _, entity: entity,
    "start": lambda row, _: row.start,
    "end": lambda row, _: row.end,
    "amount_min": lambda row, _: row.money.min if row.money else None,
    "amount_max": lambda row, _: row.money.max if row.money else None,
    "currency": lambda row, _: row.money.currency if row.money else None,
    "per": lambda row, _: row.money.per if row.money else None,
    "approx": lambda row, _: row.money.approx if row.money else None,
    "text": lambda row, _: excerpt(row.where.text, row.form[1], row.start),
    "by": lambda row, _: row.by,
    "score": lambda row, _: row.score,
    "source": lambda row, _: row.source,
}


def mentions(facts: Facts) -> pd.DataFrame:
    """A row is a mention, in the order of the logs."""
    rows = [row for row in facts.rows() if _code(facts, row) in facts.wanted]
    return _frame(rows, facts, TABLES["mentions"].columns)


def money(facts: Facts) -> pd.DataFrame:
    """A row is a sum of money, in the order of the logs, with the names near it."""
    names = Names(facts)
    asked = facts.selection.entities
    found = []
    for row in facts.rows():
        if row.form[0] == MONEY:
            near = names.near(row)
            if _code(facts, row) in facts.wanted or (asked and facts.selection.named(near)):
                found.append((row, SEPARATOR.join(near)))
    columns = [name for name in TABLES["money"].columns if name != "near"]
    frame = _frame([row for row, _ in found], facts, columns)
    frame["near"] = [near for _, near in found]
    return frame


def _code(facts: Facts, row: Row) -> int:
    return facts.code(row.where.conversation, row.form)


def _frame(rows: Sequence[Row], facts: Facts, columns: Sequence[str]) -> pd.DataFrame:
    entities = [facts.entity.values[_code(facts, row)][1] for row in rows]
    cells: dict[str, Any] = {}
    for name in columns:
        cells[name] = np.empty(len(rows), dtype=object)
        cells[name][:] = [_CELLS[name](row, entity) for row, entity in zip(rows, entities, strict=True)]
    # As they are: a copy of a million rows would be as large as all that was collected.
    return pd.DataFrame(cells, copy=False)


class Names:
    """The names of people and organisations, as they are found around a sum."""

    def __init__(self, facts: Facts) -> None:
        self._in: dict[int, list[tuple[str, str]]] = defaultdict(list)  # by order: label, entity
        self._places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)  # those with an organisation
        for row in facts.rows():
            if row.form[0] == MONEY:
                continue
            name = facts.entity.values[_code(facts, row)]
            at = row.where
            self._in[at.order].append(name)
            if name[0] == ORG and self._places[at.conversation][-1:] != [(at.place, at.order, at.timestamp)]:
                self._places[at.conversation].append((at.place, at.order, at.timestamp))

    def near(self, row: Row) -> list[str]:
        """The names in the same message and in the one it replies to.

        Where these hold no organisation, also those of the last message before it, in the same exchange, that has one:
        the client is named in the question and the price in the answer.
        """
        at = row.where
        names = [name for order in (at.order, at.answers) if order is not None for name in self._in.get(order, ())]
        if not any(label == ORG for label, _ in names):
            names += [name for order in self._before(at) for name in self._in[order]]
        return list(dict.fromkeys(entity for _, entity in names))

    def _before(self, at: Place) -> Iterator[int]:
        places = self._places.get(at.conversation, [])
        index = bisect_left(places, (at.place,)) - 1
        if index >= 0:
            place, order, moment = places[index]
            if at.place - place <= TURNS and _gap(moment, at.timestamp) <= GAP:
                yield order


def _gap(a: str, b: str) -> timedelta:
    """The time between two moments; none where either is unknown or their zones cannot be compared."""
    if not a or not b or a.endswith("Z") != b.endswith("Z"):
        return timedelta(0)
    return abs(datetime.fromisoformat(b) - datetime.fromisoformat(a))


def excerpt(text: str, name: str = "", start: int = -1) -> str:
    """A message as a cell shows it: whole, or, of a very long one, what stands around the name."""
    if len(text) <= _WHOLE:
        return text
    at = max(start if start >= 0 else text.find(name), 0)
    begin, end = max(at - _EXCERPT, 0), at + len(name) + _EXCERPT
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"


def on_one_line(text: str) -> str:
    """An example in one line, so that a row of a table is a line in a pipe; the `mentions` table has it as written."""
    return " ".join(text.split()) if "\n" in text else text
