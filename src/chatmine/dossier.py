"""The dossier of one entity: everything that the logs hold on it, with the place of each proof."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chatmine.entities import Entities, Variant
from chatmine.entities.keys import key
from chatmine.entities.seen import moment_key
from chatmine.errors import UsageError
from chatmine.exchanges import Turn, identity
from chatmine.records import LABELS, MONEY, Message
from chatmine.tables import PARTNERS, ROWS
from chatmine.tables.tally import Row, Tally, written

NEEDS = frozenset({PARTNERS, ROWS})
AROUND = 2  # messages shown before and after each mention
BARS = 40

Counts = list[tuple[str, int]]


@dataclass
class Context:
    """Every message in its conversation, so that a mention can be shown among its neighbours."""

    conversations: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def keep(self, turn: Turn) -> None:
        """Take a message; those of one conversation come in their order."""
        self.conversations[turn.message.conversation].append(turn.message)

    def around(self, conversation: str, place: int) -> list[Message]:
        """The message at a place of a conversation, and its neighbours."""
        return self.conversations[conversation][max(place - AROUND, 0) : place + AROUND + 1]


@dataclass(frozen=True)
class Line:
    """A message as a dossier shows it; `marks` are where the entity is named, if this is a message that names it."""

    speaker: str
    timestamp: str
    text: str
    source: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Passage:
    """A message that names the entity, among its neighbours."""

    conversation: str
    source: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Dossier:
    """What is known of an entity. Counts are of mentions, highest first; `over_time` has a bar for each span of time.

    Of an undated log `over_time` follows the order of the log, and `first` and `last` are empty.
    """

    entity: str
    type: str
    takes_part: bool
    mentions: int
    messages: int
    first: str
    last: str
    variants: list[tuple[str, int, str, str]]
    conversations: Counts
    speakers: Counts
    partners: Counts
    named_with: Counts
    sums: Counts
    over_time: list[int]
    passages: list[Passage]


def find(name: str, tally: Tally, entities: Entities) -> list[tuple[str, str]]:
    """The entities, as label and name, that go by this name, those of most mentions first.

    Raises:
        UsageError: there is none; the text says which are like it.
    """
    exact: Counter[tuple[str, str]] = Counter()
    folded: Counter[tuple[str, str]] = Counter()
    for row in tally.rows:
        entity = entities.name(row.where.conversation, row.form)
        if name.casefold() in {entity.casefold(), row.form[1].casefold()}:
            exact[row.form[0], entity] += 1
        if key(name, row.form[0]) in {key(entity, row.form[0]), key(row.form[1], row.form[0])}:
            folded[row.form[0], entity] += 1
    found = exact or folded
    if not found:
        raise UsageError(f"nobody mentions {name!r}{_did_you_mean(name, tally, entities)}")
    canonical = [entity for entity in found if entity[1].casefold() == name.casefold()]
    return sorted(canonical or found, key=lambda entity: (-found[entity], LABELS.index(entity[0]), entity[1]))


def _did_you_mean(name: str, tally: Tally, entities: Entities) -> str:
    from chatmine.entities.suggestions import like

    names = {entities.name(row.where.conversation, row.form) for row in tally.rows}
    close = like(name, names)
    return f"; did you mean {', '.join(close)}?" if close else ""


def dossier(of: tuple[str, str], tally: Tally, entities: Entities, context: Context) -> Dossier:
    """The dossier of the entity with this label and name."""
    rows = [row for row in _in_order(tally) if _entity(row, entities) == of]
    places = {row.where.order: row.where for row in rows}
    moments = sorted({place.timestamp for place in places.values()} - {""}, key=moment_key)
    return Dossier(
        entity=of[1],
        type=of[0],
        takes_part=of[0] != MONEY and of[1] in entities.speakers,
        mentions=len(rows),
        messages=len(places),
        first=moments[0] if moments else "",
        last=moments[-1] if moments else "",
        variants=_variants(of, entities),
        conversations=_counts(row.where.conversation for row in rows),
        speakers=_counts(row.where.speaker for row in rows),
        partners=_partners(of, tally, entities),
        named_with=_named_with(of, tally, entities, set(places)),
        sums=_sums(of, tally, entities),
        over_time=_over_time(rows, moments),
        passages=_passages(rows, context),
    )


def _in_order(tally: Tally) -> list[Row]:
    return sorted(tally.rows, key=lambda row: (row.where.order, row.start, row.end))


def _entity(row: Row, entities: Entities) -> tuple[str, str]:
    return row.form[0], entities.name(row.where.conversation, row.form)


def _counts(names: Iterable[str]) -> Counts:
    return _sorted(Counter(names))


def _sorted(counts: Counter[str]) -> Counts:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _variants(of: tuple[str, str], entities: Entities) -> list[tuple[str, int, str, str]]:
    """The written forms: name, mentions, the reason why it is this entity, the place of the first."""
    found: list[Variant] = [each for each in entities.variants() if (each.label, each.entity) == of]
    found.sort(key=lambda each: (bool(each.reason), -each.seen.count, each.name))
    return [
        (each.name, each.seen.count, f"{each.reason} ({each.where})" if each.where else each.reason, each.seen.source)
        for each in found
    ]


def _partners(of: tuple[str, str], tally: Tally, entities: Entities) -> Counts:
    counts: Counter[str] = Counter()
    for (where, _, form), partners in tally.partners.items():
        if form[0] == of[0] and entities.name(where, form) == of[1]:
            for partner, seen in partners.items():
                counts[partner] += seen.count
    return _sorted(counts)


def _named_with(of: tuple[str, str], tally: Tally, entities: Entities, orders: set[int]) -> Counts:
    """The other people and organisations named in the same messages."""
    others = {
        (row.where.order, _entity(row, entities))
        for row in tally.rows
        if row.where.order in orders and row.form[0] != MONEY
    }
    return _counts(entity for _, (label, entity) in others if (label, entity) != of)


def _sums(of: tuple[str, str], tally: Tally, entities: Entities) -> Counts:
    from chatmine.tables.facts import Facts
    from chatmine.tables.rows import Names

    names = Names(Facts(tally, entities))
    sums = [row for row in tally.rows if row.form[0] == MONEY]
    return _counts(_entity(row, entities)[1] for row in sums if of[1] in names.near(row) and of[0] != MONEY)


def _over_time(rows: Sequence[Row], moments: Sequence[str]) -> list[int]:
    """Mentions in equal spans between the first and the last; without any time, in equal parts of the log."""
    if len(moments) > 1:
        start, end = _seconds(moments[0]), _seconds(moments[-1])
        at = [_seconds(row.where.timestamp) for row in rows if row.where.timestamp]
    else:
        at = [float(row.where.order) for row in rows]
        start, end = min(at), max(at)
    bars = [0] * BARS
    for each in at:
        bars[min(int((each - start) / ((end - start) or 1) * BARS), BARS - 1)] += 1
    return bars if end > start else [len(at)]


def _seconds(moment: str) -> float:
    """A clock without a zone is read as if it were UTC: only distances on one screen depend on it."""
    return datetime.fromisoformat(f"{moment.removesuffix('Z')}+00:00").timestamp()


def _passages(rows: Sequence[Row], context: Context) -> list[Passage]:
    by_message: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_message[row.where.order].append(row)
    return [_passage(together, context) for together in by_message.values()]


def _passage(rows: list[Row], context: Context) -> Passage:
    at, marks = rows[0].where, tuple((row.start, row.end) for row in rows)
    lines = [
        Line(identity(one), written(one.timestamp), one.text, one.source, marks if place == at.place else ())
        for place, one in enumerate(context.around(at.conversation, at.place), max(at.place - AROUND, 0))
    ]
    return Passage(at.conversation, at.source, tuple(lines))
