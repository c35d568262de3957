"""The tables with a row for each mention."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from chatmine.exchanges import TURNS, near
from chatmine.records import MONEY, ORG
from chatmine.tables import SEPARATOR, TABLES
from chatmine.tables.columns import Ints, Objects, ints, moments, objects, pack
from chatmine.tables.facts import Facts
from chatmine.tables.said import NOTHING

_WHOLE = 2000  # characters of a message that a cell shows whole
_EXCERPT = 300


class Lines:
    """The mentions as columns, in the order of the logs, wanted or not.

    `at` says of each mention where its message is in the columns `order`, `place`, `answers`, `where`, `who` and
    `moment`, which have a row for each message; `row` is the number of the mention in the tally.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts, self.said = facts, (said := facts.tally.said)
        at, form, start, end = (ints(column) for column in (said.messages, said.forms, said.starts, said.ends))
        form = facts.columns.form_numbers[form]
        self.order, self.place, self.answers = ints(said.orders), ints(said.places), ints(said.answers)
        self.moment, situations = ints(said.moments), ints(said.situations)
        self.where, self.who = facts.columns.where[situations], facts.columns.who[situations]
        self.row = np.lexsort((form, end, start, self.order[at]))
        self.at, self.form, self.start, self.end = (column[self.row] for column in (at, form, start, end))
        self.entity = facts.entity_in(self.where[self.at], self.form)

    def cells(self, chosen: Ints, columns: Sequence[str]) -> dict[str, Any]:
        """These columns of these mentions."""
        return {name: _CELLS[name](self, chosen) for name in columns}

    def texts(self, chosen: Ints) -> Objects:
        """The messages, as cells show them."""
        texts = objects(self.said.texts)
        long = np.fromiter((len(text) > _WHOLE for text in self.said.texts), bool, len(texts))
        cells, at = texts[self.at[chosen]], np.flatnonzero(long[self.at[chosen]])
        for cell, line in zip(at.tolist(), chosen[at].tolist(), strict=True):
            cells[cell] = excerpt(cells[cell], self.facts.columns.names[self.name(line)], int(self.start[line]))
        return cells

    def sources(self, chosen: Ints) -> Objects:
        """Where the mentions stand."""
        rows, lined = self.row[chosen], self.said.lined
        cells = objects(self.said.sources)[self.at[chosen]]
        for cell in np.flatnonzero(np.isin(rows, ints(list(lined)))).tolist():
            cells[cell] = lined[int(rows[cell])]
        return cells

    def name(self, line: Any) -> Any:
        """The number of the written name of one mention or more."""
        return self.facts.columns.name_of[self.form[line]]

    def by_row(self, values: dict[int, Any], chosen: Ints) -> Objects:
        """What some mentions have, and None for the others."""
        cells = np.full(len(self.row), None, object)
        cells[ints(list(values))] = objects(list(values.values()))
        return cells[self.row[chosen]]

    def of_sums(self, attribute: str, chosen: Ints) -> Objects:
        """An attribute of the sums."""
        return self.by_row({row: getattr(money, attribute) for row, money in self.said.sums.items()}, chosen)


_CELLS: dict[str, Callable[[Lines, Ints], Any]] = {
    "conversation": lambda lines, chosen: lines.facts.columns.conversations[lines.where[lines.at[chosen]]],
    "timestamp": lambda lines, chosen: moments(lines.moment)[lines.at[chosen]],
    "speaker": lambda lines, chosen: lines.facts.columns.people[lines.who[lines.at[chosen]]],
    "type": lambda lines, chosen: lines.facts.labels[lines.entity[chosen]],
    "name": lambda lines, chosen: lines.facts.columns.names[lines.name(chosen)],
    "entity": lambda lines, chosen: lines.facts.names[lines.entity[chosen]],
    "start": lambda lines, chosen: lines.start[chosen],
    "end": lambda lines, chosen: lines.end[chosen],
    "amount_min": lambda lines, chosen: lines.of_sums("min", chosen),
    "amount_max": lambda lines, chosen: lines.of_sums("max", chosen),
    "currency": lambda lines, chosen: lines.of_sums("currency", chosen),
    "per": lambda lines, chosen: lines.of_sums("per", chosen),
    "approx": lambda lines, chosen: lines.of_sums("approx", chosen),
    "text": Lines.texts,
    "by": lambda lines, chosen: objects(list(lines.said.by))[ints(lines.said.finders)[lines.row[chosen]]],
    "score": lambda lines, chosen: lines.by_row(lines.said.scores, chosen),
    "source": Lines.sources,
}


def mentions(facts: Facts) -> dict[str, Any]:
    """A row is a mention, in the order of the logs."""
    lines = Lines(facts)
    return lines.cells(np.flatnonzero(facts.wanted[lines.entity]), TABLES["mentions"].columns)


def money(facts: Facts) -> dict[str, Any]:
    """A row is a sum of money, in the order of the logs, with the names near it."""
    lines = Lines(facts)
    sums = np.flatnonzero(facts.labels[lines.entity] == MONEY)
    near, wanted = Near(lines).names(lines.at[sums]), facts.wanted[lines.entity[sums]]
    if facts.selection.entities:
        wanted |= np.array([facts.selection.named(names) for names in near], bool)
    columns = [name for name in TABLES["money"].columns if name != "near"]
    cells = lines.cells(sums[wanted], columns)
    cells["near"] = objects([SEPARATOR.join(names) for names in near])[wanted]
    return cells


class Near:
    """The names of people and organisations, as they are found around a sum."""

    def __init__(self, lines: Lines) -> None:
        labels = lines.facts.labels[lines.entity]
        names = labels != MONEY
        self._lines, self._names = lines, lines.facts.names[lines.entity[names]].tolist()
        self._orders = lines.order[lines.at[names]]  # of the message of each name
        self._bodies = np.unique(lines.at[labels == ORG])  # messages that name an organisation, by their places

    def names(self, at: Ints) -> list[list[str]]:
        """For each of these messages the names in it and in the one it replies to.

        Where these hold no organisation, also those of the last message before it, in the same exchange, that has one:
        the client is named in the question and the price in the answer.
        """
        order, answers = self._lines.order[at], self._lines.answers[at]
        spans = [*self._spans(order), *self._spans(answers), *self._spans(self._before(at))]
        return [
            list(dict.fromkeys(chain(self._names[a:b], self._names[c:d], self._names[e:f])))
            for a, b, c, d, e, f in zip(*(span.tolist() for span in spans), strict=True)
        ]

    def _spans(self, orders: Ints) -> tuple[Ints, Ints]:
        """From where to where the names of the messages with these orders stand."""
        return np.searchsorted(self._orders, orders), np.searchsorted(self._orders, orders, "right")

    def _before(self, at: Ints) -> Ints:
        """The orders of the messages from which names are taken too, where it is so."""
        lines, bodies = self._lines, self._bodies
        orders = np.full(len(at), NOTHING)
        told = np.isin(lines.order[at], lines.order[bodies]) | np.isin(lines.answers[at], lines.order[bodies])
        bodies = bodies[np.lexsort((lines.place[bodies], lines.where[bodies]))]
        both = pack(lines.where, lines.place)
        found = np.searchsorted(both[bodies], both[at]) - 1
        asks = np.flatnonzero(~told & (found >= 0))
        here, before = at[asks], bodies[found[asks]]
        close = (lines.where[here] == lines.where[before]) & (lines.place[here] - lines.place[before] <= TURNS)
        close &= near(lines.moment[here], lines.moment[before])
        orders[asks[close]] = lines.order[before[close]]
        return orders


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
