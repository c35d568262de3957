"""Columns of numbers, and how they are counted by what their rows have in common.

Names are numbers here, so that a million rows are sorted and added up at once. Numbers are given in the order in which
the names sort: whatever is sorted by number is sorted by name.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from chatmine.exchanges import NEVER
from chatmine.tables import SEPARATOR

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Objects = NDArray[np.object_]
T = TypeVar("T")
_ROOM = 1 << 62  # what the numbers of several columns may come to when they are packed into one


class Together:
    """Rows that agree in all of these columns, put together; the groups stand in the order of their numbers."""

    def __init__(self, *keys: Ints) -> None:
        packed = pack(*keys)
        self._order = np.argsort(packed, kind="stable")
        packed = packed[self._order]
        self._new = np.ones(len(packed), bool)
        self._new[1:] = packed[1:] != packed[:-1]
        self._starts = np.flatnonzero(self._new)

    def __len__(self) -> int:
        return len(self._starts)

    @cached_property
    def of(self) -> Ints:
        """The group of each row."""
        numbers = np.empty(len(self._order), np.int64)
        numbers[self._order] = np.cumsum(self._new) - 1
        return numbers

    @cached_property
    def begins(self) -> Bools:
        """For each row whether it is the first of its group."""
        begins = np.zeros(len(self._order), bool)
        begins[self._order[self._starts]] = True
        return begins

    @property
    def sizes(self) -> Ints:
        """How many rows each group has."""
        return np.diff(self._starts, append=len(self._order))

    def first(self, column: Ints) -> Ints:
        """The number in the first row of each group."""
        return column[self._order[self._starts]]

    def sum(self, column: Ints) -> Ints:
        """The sum of each group."""
        return np.add.reduceat(column[self._order], self._starts)

    def min(self, column: Ints) -> Ints:
        """The least number of each group."""
        return np.minimum.reduceat(column[self._order], self._starts)

    def max(self, column: Ints) -> Ints:
        """The greatest number of each group."""
        return np.maximum.reduceat(column[self._order], self._starts)

    def distinct(self, column: Ints) -> Ints:
        """How many different numbers each group has."""
        both = Together(self.of, column)
        return np.bincount(both.first(self.of), minlength=len(self))

    def joined(self, column: Ints, values: Objects, counts: Ints | None = None, most: int | None = None) -> Objects:
        """The different values of each group in one cell, those of the highest counts first, then in their order."""
        both = Together(self.of, column)
        group, value = both.first(self.of), both.first(column)
        if counts is not None:
            order = np.lexsort((value, -both.sum(counts), group))
            group, value = group[order], value[order]
        return _cells(values[value], np.bincount(group, minlength=len(self)), most)


def _cells(values: Objects, sizes: Ints, most: int | None) -> Objects:
    """Values in cells of these sizes; a cell of one value is that value."""
    ends = np.cumsum(sizes)
    cells = np.full(len(sizes), "", object)
    cells[sizes > 0] = values[(ends - sizes)[sizes > 0]]
    several = np.flatnonzero(sizes > 1)
    for cell, end, size in zip(several.tolist(), ends[several].tolist(), sizes[several].tolist(), strict=True):
        cells[cell] = SEPARATOR.join(values[end - size : end][:most])
    return cells


def pack(*keys: Ints) -> Ints:
    """Columns of numbers, none below zero, as one that sorts like all of them."""
    packed, room = keys[0], _width(keys[0])
    for key in keys[1:]:
        width = _width(key)
        if room * width > _ROOM:
            packed = np.unique(packed, return_inverse=True)[1]
            room = _width(packed)
        packed, room = packed * width + key, room * width
    return packed


def _width(column: Ints) -> int:
    return int(column.max(initial=0)) + 1


def numbered(values: Iterable[T]) -> tuple[list[T], Ints]:
    """The different values, sorted, and the place of each value among them."""
    values = list(values)
    names = sorted(set(values))  # type: ignore[type-var]
    places = {name: place for place, name in enumerate(names)}
    return names, np.fromiter((places[value] for value in values), np.int64, len(values))


def ints(column: Sequence[int]) -> Ints:
    """A column as an array."""
    return np.array(column, np.int64)


def objects(values: Sequence[Any]) -> Objects:
    """Values as an array of just them."""
    cells = np.empty(len(values), object)
    cells[:] = values
    return cells


def moments(stamps: Ints) -> Objects:
    """Stamps as tables write moments; a stamp of no moment is empty.

    >>> from chatmine.exchanges import stamp
    >>> from datetime import datetime, UTC
    >>> times = [datetime(2024, 3, 4, 21, 58), datetime(2024, 3, 4, 21, 58, 0, 500, UTC), None]
    >>> list(moments(ints([stamp(time) for time in times])))
    ['2024-03-04T21:58:00', '2024-03-04T21:58:00.000500Z', '']
    """
    different, places = np.unique(stamps, return_inverse=True)
    known = np.abs(different) != NEVER
    passed = np.where(known, different >> 1, 0)
    cells = np.datetime_as_string(passed.astype("datetime64[us]"), unit="s").astype(object)
    exact = passed % 1_000_000 > 0
    cells[exact] = np.datetime_as_string(passed[exact].astype("datetime64[us]"), unit="us").astype(object)
    cells[different & 1 == 1] += "Z"
    cells[~known] = ""
    return cells[places]
