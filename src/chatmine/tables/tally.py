"""What tables are counted from.

A tally holds counts, not messages: its size follows the number of different combinations of speaker, conversation and
names. Only where a table has a row for each mention does it keep each mention. Tallies of parts add up to the tally of
the whole, whatever the parts were and in whichever order they are added: nothing in them is decided before all is
known, and of two examples the one that came first in the logs stays.

Everything is a number in a column: a million mentions as objects would take ten times the memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from chatmine.entities.evidence import Evidence
from chatmine.entities.keys import Form, form_of
from chatmine.exchanges import NEVER, Turn
from chatmine.records import Mention, Message
from chatmine.tables import PARTNERS, PERIODS, ROWS
from chatmine.tables.codes import Codes, Column, column
from chatmine.tables.periods import Periods
from chatmine.tables.said import Said

if TYPE_CHECKING:
    from chatmine.tables.facts import Columns

EVERYTHING = frozenset({PARTNERS, PERIODS, ROWS})
# Conversation, speaker, sorted partners (a set takes five times the memory), period; what is not needed is empty.
Situation = tuple[str, str, tuple[str, ...], str]


@dataclass(slots=True)
class Groups:
    """Messages that name the same in the same situation: a row for each group, and what its first message was.

    `numbers` has the number of the situation and those of all the forms in one message, in sorted order. `lined` has
    the sources of the forms where the lines of a message are those of the file.
    """

    numbers: Codes[tuple[int, ...]] = field(default_factory=Codes)
    counts: Column = field(default_factory=column)
    firsts: Column = field(default_factory=column)
    lasts: Column = field(default_factory=column)
    orders: Column = field(default_factory=column)
    texts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    lined: dict[int, dict[int, str]] = field(default_factory=dict)

    def add(self, numbers: tuple[int, ...], count: int, first: int, last: int, order: int) -> tuple[int, bool]:
        """Count messages of a group: the row of the group, and whether theirs is now its first message."""
        row = self.numbers.get(numbers)
        if row is None:
            row = self.numbers[numbers] = len(self.counts)
            self._begin(count, first, last, order)
            return row, True
        self.counts[row] += count
        self.firsts[row] = min(self.firsts[row], first)
        self.lasts[row] = max(self.lasts[row], last)
        if order > self.orders[row]:
            return row, False
        self.orders[row] = order
        self.lined.pop(row, None)
        return row, True

    def _begin(self, count: int, first: int, last: int, order: int) -> None:
        self.counts.append(count)
        self.firsts.append(first)
        self.lasts.append(last)
        self.orders.append(order)
        self.texts.append("")
        self.sources.append("")


@dataclass
class Tally:
    """Counts that add up. `needs` is what is collected beyond the groups; `period` is that of the timeline."""

    needs: frozenset[str] = frozenset()
    period: str = "month"
    evidence: Evidence = field(default_factory=Evidence)
    situations: Codes[Situation] = field(default_factory=Codes)
    forms: Codes[Form] = field(default_factory=Codes)
    groups: Groups = field(default_factory=Groups)
    said: Said = field(default_factory=Said)

    def __post_init__(self) -> None:
        self._partners, self._rows = PARTNERS in self.needs, ROWS in self.needs
        self._periods = Periods(self.period) if PERIODS in self.needs else None
        self._columns: tuple[int, Columns] | None = None

    def heard(self, turn: Turn) -> None:
        """Take note of a message that is not counted: who takes part is known all the same."""
        self.evidence.heard(turn.message, 0)

    def add(self, turn: Turn, mentions: Sequence[Mention]) -> None:
        """Count one message and the mentions in it."""
        message, moment, forms = turn.message, turn.moment, self.forms
        situation = self._situation(turn, bool(mentions))
        codes = [forms[form_of(said)] for said in mentions]
        numbers = (situation, *sorted(codes)) if len(codes) > 1 else (situation, *codes)
        row, first = self.groups.add(numbers, 1, moment, -NEVER if moment == NEVER else moment, turn.order)
        if not mentions:
            return
        self.evidence.read(message, mentions, turn.order)
        if first:
            self.groups.texts[row], self.groups.sources[row] = message.text, f"{message.path}:{message.line}"
            if message.lines > 1 and message.by_line:
                self.groups.lined[row] = _lines(message, mentions, codes)
        if self._rows:
            self.said.add(turn, situation, mentions, codes)

    def _situation(self, turn: Turn, named: bool) -> int:
        # Who was there is asked only where something was named, which in most messages is not so.
        message, before = turn.message, len(self.situations)
        partners = tuple(sorted(turn.partners)) if named and self._partners and turn.partners else ()
        period = self._periods.of(message.timestamp) if self._periods is not None else ""
        situation = self.situations[message.conversation, turn.who, partners, period]
        if situation == before or message.addressee:
            self.evidence.heard(message, 0)
        return situation

    def known(self) -> Evidence:
        """What entities are settled from."""
        from chatmine.tables.facts import evidence_of

        return evidence_of(self)

    def columns(self) -> "Columns":
        """The groups as columns of numbers, made anew only where something was counted since."""
        from chatmine.tables.facts import Columns

        counted = sum(self.groups.counts)
        if self._columns is None or self._columns[0] != counted:
            self._columns = counted, Columns(self)
        return self._columns[1]

    def merge(self, other: "Tally") -> None:
        """Add the tally of another part of the logs, which must not be counted further."""
        self.evidence.merge(other.evidence)
        situations = [self.situations[situation] for situation in other.situations]
        forms = [self.forms[form] for form in other.forms]
        theirs = other.groups
        for row, (situation, *codes) in enumerate(theirs.numbers):
            numbers = (situations[situation], *sorted(forms[code] for code in codes))
            mine, first = self.groups.add(
                numbers, theirs.counts[row], theirs.firsts[row], theirs.lasts[row], theirs.orders[row]
            )
            if first:
                self.groups.texts[mine], self.groups.sources[mine] = theirs.texts[row], theirs.sources[row]
                if row in theirs.lined:
                    lines = theirs.lined[row]
                    self.groups.lined[mine] = {forms[code]: source for code, source in lines.items()}
        self.said.merge(other.said, situations, forms)


def _lines(message: Message, mentions: Sequence[Mention], codes: Sequence[int]) -> dict[int, str]:
    """Where each form stands for the first time."""
    lines: dict[int, str] = {}
    for said, code in zip(mentions, codes, strict=True):
        lines.setdefault(code, message.source_at(said.start))
    return lines


def written(moment: datetime | None) -> str:
    """A timestamp as every table shows it: ISO 8601, with `Z` where it is UTC and nothing where the zone is unknown.

    >>> written(datetime(2024, 3, 4, 21, 58)), written(None)
    ('2024-03-04T21:58:00', '')
    """
    return moment.isoformat().replace("+00:00", "Z") if moment else ""
