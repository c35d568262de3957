"""What tables are counted from.

A tally holds counts, not messages: its size follows the number of different combinations of speaker, conversation and
names. Only where a table has a row for each mention does it keep each mention. Tallies of parts add up to the tally of
the whole, whatever the parts were and in whichever order they are added: nothing in them is decided before all is
known, and of two examples the one that came first in the logs stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from chatmine.entities.evidence import Evidence
from chatmine.entities.keys import Form, form_of
from chatmine.entities.seen import Seen, merge
from chatmine.exchanges import Turn, identity
from chatmine.records import Mention, Money
from chatmine.tables import PARTNERS, PERIODS, ROWS
from chatmine.tables.periods import period

if TYPE_CHECKING:
    from collections.abc import Iterable

Signature = tuple[Form, ...]
Group = tuple[str, str, Signature]  # conversation, speaker, and all the forms in one message, in sorted order
EVERYTHING = frozenset({PARTNERS, PERIODS, ROWS})


class Place(NamedTuple):
    """The message a row stands in."""

    order: int
    place: int
    answers: int | None
    conversation: str
    timestamp: str
    speaker: str
    text: str
    source: str


class Row(NamedTuple):
    """One mention, as the tables with a row for each mention need it."""

    where: Place
    form: Form
    start: int
    end: int
    by: str
    score: float | None
    money: Money | None
    source: str


@dataclass
class Tally:
    """Counts that add up. `needs` is what is collected beyond the groups; `period` is that of the timeline."""

    needs: frozenset[str] = frozenset()
    period: str = "month"
    evidence: Evidence = field(default_factory=Evidence)
    groups: dict[Group, Seen] = field(default_factory=dict)
    partners: dict[tuple[str, str, Form], dict[str, Seen]] = field(default_factory=dict)
    periods: dict[tuple[str, str, str, Form], int] = field(default_factory=dict)
    voices: dict[tuple[str, str], Seen] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def heard(self, turn: Turn) -> None:
        """Take note of a message that is not counted: who takes part is known all the same."""
        self.evidence.heard(turn.message, 0)

    def add(self, turn: Turn, mentions: Sequence[Mention]) -> None:
        """Count one message and the mentions in it."""
        message = turn.message
        who, moment, source = identity(message), written(message.timestamp), message.source
        voice = self.voices.get((message.conversation, who))
        if voice is None:
            voice = self.voices[message.conversation, who] = Seen()
        if voice.count == 0 or message.addressee:
            self.evidence.heard(message, 0)
        voice.add(1, moment, turn.order, "", source)
        if mentions:
            forms = list(map(form_of, mentions))
            self.evidence.read(message, mentions, moment, turn.order)
            at = Place(turn.order, turn.place, turn.answers, message.conversation, moment, who, message.text, source)
            by_line = message.by_line
            sources = [message.source_at(said.start) if by_line else source for said in mentions]
            self._count(turn, forms, sources, at)
            if ROWS in self.needs:
                for form, said, where in zip(forms, mentions, sources, strict=True):
                    self.rows.append(Row(at, form, said.start, said.end, said.by, said.score, said.money, where))

    def _count(self, turn: Turn, forms: Sequence[Form], sources: Sequence[str], at: Place) -> None:
        group = (at.conversation, at.speaker, tuple(sorted(forms)))
        seen = self.groups.get(group)
        if seen is None:
            seen = self.groups[group] = Seen()
        seen.add(1, at.timestamp, at.order, at.text, at.source, turn.message.by_line)
        if PARTNERS in self.needs and turn.partners:
            self._with_partners(turn, forms, sources, at)
        if PERIODS in self.needs:
            self._in_period(turn, forms, at)

    def _with_partners(self, turn: Turn, forms: Sequence[Form], sources: Sequence[str], at: Place) -> None:
        for form, source in zip(forms, sources, strict=True):
            partners = self.partners.setdefault((at.conversation, at.speaker, form), {})
            for partner in turn.partners:
                seen = partners.get(partner)
                if seen is None:
                    seen = partners[partner] = Seen()
                seen.add(1, at.timestamp, at.order, "", source)

    def _in_period(self, turn: Turn, forms: "Iterable[Form]", at: Place) -> None:
        name = period(turn.message.timestamp, self.period)
        for form in forms:
            place = (name, at.conversation, at.speaker, form)
            self.periods[place] = self.periods.get(place, 0) + 1

    def known(self) -> Evidence:
        """What entities are settled from."""
        evidence = Evidence()
        evidence.merge(self.evidence)
        for (where, who), seen in self.voices.items():
            if who in (participants := evidence.conversations[where].participants):
                participants[who] += seen.count
        for (where, _, forms), seen in self.groups.items():
            known = evidence.conversations[where].forms
            for form in forms:
                if form not in known:
                    known[form] = Seen()
                known[form].merge(seen)
        return evidence

    def merge(self, other: "Tally") -> None:
        """Add the tally of another part of the logs, which must not be counted further."""
        self.evidence.merge(other.evidence)
        merge(self.groups, other.groups)
        merge(self.voices, other.voices)
        for heard, partners in other.partners.items():
            merge(self.partners.setdefault(heard, {}), partners)
        for place, count in other.periods.items():
            self.periods[place] = self.periods.get(place, 0) + count
        self.rows.extend(other.rows)


def written(moment: datetime | None) -> str:
    """A timestamp as every table shows it: ISO 8601, with `Z` where it is UTC and nothing where the zone is unknown.

    >>> written(datetime(2024, 3, 4, 21, 58)), written(None)
    ('2024-03-04T21:58:00', '')
    """
    return moment.isoformat().replace("+00:00", "Z") if moment else ""
