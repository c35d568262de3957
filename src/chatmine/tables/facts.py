"""A settled tally as frames of numbers, from which pandas counts quickly: names, speakers and moments have codes."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

import numpy as np
import pandas as pd

from chatmine.entities import Entities
from chatmine.entities.keys import Form
from chatmine.entities.seen import Seen, moment_key
from chatmine.records import MONEY
from chatmine.tables.selection import EVERYTHING, Selection
from chatmine.tables.tally import Row, Tally

T = TypeVar("T")
_NEVER = 1 << 62  # later than any moment's code


class _All(Container[int]):
    """Every entity."""

    def __contains__(self, _: object) -> bool:
        return True


@dataclass
class Codes(Generic[T]):
    """Numbers for values, in the order in which they come."""

    values: list[T] = field(default_factory=list)
    numbers: dict[T, int] = field(default_factory=dict)

    def __getitem__(self, value: T) -> int:
        number = self.numbers.get(value)
        if number is None:
            number = self.numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def ranks(self) -> list[int]:
        """The place of each value when all are sorted."""
        places = {value: place for place, value in enumerate(sorted(self.values))}  # type: ignore[type-var]
        return [places[value] for value in self.values]


@dataclass
class Facts:
    """The tally with its entities settled, and what of it is wanted."""

    tally: Tally
    entities: Entities
    selection: Selection = EVERYTHING

    def __post_init__(self) -> None:
        self.entity: Codes[tuple[str, str]] = Codes()  # label, entity
        self.speaker: Codes[str] = Codes()
        self.conversation: Codes[str] = Codes()
        self.name: Codes[str] = Codes()
        self._known: dict[tuple[str, Form], int] = {}

    def code(self, where: str, form: Form) -> int:
        """The code of the entity that a form is in a conversation."""
        code = self._known.get((where, form))
        if code is None:
            code = self._known[where, form] = self.entity[form[0], self.entities.name(where, form)]
        return code

    @cached_property
    def moments(self) -> list[str]:
        """Every moment at which something was first or last seen, in order."""
        counts: list[Mapping[object, Seen]] = [self.tally.groups, self.tally.voices, *self.tally.partners.values()]  # type: ignore[list-item]
        found = {moment for seen in counts for one in seen.values() for moment in (one.first, one.last)}
        found.discard("")
        # Those written alike sort as they are, which is quicker.
        return sorted(found, key=moment_key if len(set(map(len, found))) > 1 else None)

    @cached_property
    def _moment_codes(self) -> dict[str, int]:
        return {moment: code for code, moment in enumerate(self.moments)}

    def span(self, seen: Seen) -> tuple[int, int]:
        """The codes of the first and the last moment; without any, one that is never first and one never last."""
        return self._moment_codes.get(seen.first, _NEVER), self._moment_codes.get(seen.last, -1)

    def moment(self, code: int) -> str:
        """The moment with this code, if there is one."""
        return self.moments[code] if 0 <= code < _NEVER else ""

    @cached_property
    def wanted(self) -> Container[int]:
        """The codes of the entities that are counted."""
        return self.chosen(self.selection)

    def chosen(self, selection: Selection) -> Container[int]:
        """The codes of the entities that a selection picks."""
        if selection == EVERYTHING:
            return _All()
        totals: Counter[int] = Counter()
        names: dict[int, set[str]] = defaultdict(set)
        for (where, _, forms), seen in self.tally.groups.items():
            for form in forms:
                code = self.code(where, form)
                totals[code] += seen.count
                names[code].add(form[1])
        return frozenset(
            code
            for code, total in totals.items()
            if total >= selection.min_mentions
            and selection.of_type(self.entity.values[code][0])
            and selection.named((self.entity.values[code][1], *names[code]))
        )

    @cached_property
    def watched(self) -> frozenset[tuple[str, str]]:
        """The entities, as label and name, that the user's watch list has."""
        return frozenset(
            self.entity.values[self.code(where, form)]
            for where, _, forms in self.tally.groups
            for form in forms
            if form[2] and form[0] != MONEY
        )

    @cached_property
    def groups(self) -> list[Seen]:
        """The groups, for the examples that rows refer to."""
        return list(self.tally.groups.values())

    def by_entity(self) -> pd.DataFrame:
        """A row is a group of like messages and one entity in them, the first seen first."""
        return _frame(
            self._entity_rows(),
            ("conversation", "speaker", "entity", "mentions", "messages", "first", "last", "order", "group", "name"),
        )

    def _entity_rows(self) -> Iterator[tuple[int, ...]]:
        for group, ((where, who, forms), seen) in enumerate(self.tally.groups.items()):
            place, speaker, span = self.conversation[where], self.speaker[who], self.span(seen)
            if len(forms) == 1:
                code = self.code(where, forms[0])
                if code in self.wanted:
                    name = self.name[forms[0][1]]
                    yield place, speaker, code, seen.count, seen.count, *span, seen.order, group, name
                continue
            counts: dict[int, tuple[int, int]] = {}
            for form in forms:
                code = self.code(where, form)
                if code in self.wanted:
                    count, name = counts.get(code) or (0, self.name[form[1]])
                    counts[code] = (count + seen.count, name)
            for code, (count, name) in counts.items():
                yield place, speaker, code, count, seen.count, *span, seen.order, group, name

    def by_name(self) -> pd.DataFrame:
        """A row is a group of like messages and one written form in them."""
        return _frame(self._name_rows(), ("speaker", "entity", "name", "mentions"))

    def _name_rows(self) -> Iterator[tuple[int, ...]]:
        for (where, who, forms), seen in self.tally.groups.items():
            speaker = self.speaker[who]
            for form in forms:
                code = self.code(where, form)
                if code in self.wanted:
                    yield speaker, code, self.name[form[1]], seen.count

    def by_partner(self) -> pd.DataFrame:
        """A row is a speaker, a form in a conversation, and a partner in the exchange, the first seen first."""
        columns = ("conversation", "speaker", "entity", "partner", "mentions", "first", "last", "order", "group")
        self.sources: list[str] = []
        return _frame(self._partner_rows(), columns)

    def _partner_rows(self) -> Iterator[tuple[int, ...]]:
        for (where, who, form), partners in self.tally.partners.items():
            code = self.code(where, form)
            if code in self.wanted:
                place, speaker = self.conversation[where], self.speaker[who]
                for partner, seen in partners.items():
                    self.sources.append(seen.source)
                    other = self.speaker[partner]
                    number = len(self.sources) - 1
                    yield place, speaker, code, other, seen.count, *self.span(seen), seen.order, number

    def rows(self) -> list[Row]:
        """The mentions in the order of the logs, wanted or not."""
        return sorted(self.tally.rows, key=lambda row: (row.where.order, row.start, row.end, row.form))


def _frame(rows: Iterable[tuple[int, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    cells = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, len(columns))
    frame = pd.DataFrame(cells, columns=list(columns))
    return frame.sort_values("order", kind="stable", ignore_index=True) if "order" in columns else frame
