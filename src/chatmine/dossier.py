"""The dossier of one entity: everything that the logs hold on it, with the place of each proof."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chatmine.entities import Entities, Variant
from chatmine.entities.keys import key
from chatmine.errors import UsageError
from chatmine.exchanges import NEVER, Turn, identity
from chatmine.records import LABELS, MONEY, Message
from chatmine.tables import PARTNERS, ROWS
from chatmine.tables.tally import written

if TYPE_CHECKING:
    from chatmine.tables.facts import Facts
    from chatmine.tables.rows import Lines

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


def find(name: str, facts: "Facts") -> list[tuple[str, str]]:
    """The entities, as label and name, that go by this name, those of most mentions first.

    Raises:
        UsageError: there is none; the text says which are like it.
    """
    wanted = name.casefold()
    found = _fitting(facts, lambda _, other: other.casefold() == wanted)
    if not found:
        found = _fitting(facts, lambda label, other: key(other, label) == key(name, label))
    if not found:
        raise UsageError(f"nobody mentions {name!r}{_did_you_mean(name, facts)}")
    canonical = [entity for entity in found if entity[1].casefold() == wanted]
    return sorted(canonical or found, key=lambda entity: (-found[entity], LABELS.index(entity[0]), entity[1]))


def _fitting(facts: "Facts", fits: Callable[[str, str], bool]) -> dict[tuple[str, str], int]:
    """The entities that go by a fitting name, with the mentions of those of their forms that fit, or all if they do."""
    forms = {number for number, (label, name, _) in enumerate(facts.columns.forms) if fits(label, name)}
    entities = {number for number, (name, label) in enumerate(facts.entities) if fits(label, name)}
    counts: Counter[tuple[str, str]] = Counter()
    for number, form, mentions in zip(facts.entity.tolist(), facts.form.tolist(), facts.mentions.tolist(), strict=True):
        if form in forms or number in entities:
            name, label = facts.entities[number]
            counts[label, name] += mentions
    return counts


def _did_you_mean(name: str, facts: "Facts") -> str:
    from chatmine.entities.suggestions import like

    close = like(name, dict.fromkeys(other for other, _ in facts.entities))
    return f"; did you mean {', '.join(close)}?" if close else ""


def dossier(of: tuple[str, str], facts: "Facts", context: Context) -> Dossier:
    """The dossier of the entity with this label and name."""
    from chatmine.tables.columns import moments
    from chatmine.tables.rows import Lines

    lines, number = Lines(facts), facts.entities.index(of[::-1])
    chosen = (lines.entity == number).nonzero()[0]
    at = lines.at[chosen]
    known = lines.moment[at][lines.moment[at] != NEVER]
    ends = moments(known[[known.argmin(), known.argmax()]]) if len(known) else ("", "")
    columns = facts.columns
    return Dossier(
        entity=of[1],
        type=of[0],
        takes_part=of[0] != MONEY and of[1] in facts.settled.speakers,
        mentions=len(chosen),
        messages=len(set(at.tolist())),
        first=ends[0],
        last=ends[1],
        variants=_variants(of, facts.settled),
        conversations=_counts(columns.conversations[lines.where[at]]),
        speakers=_counts(columns.people[lines.who[at]]),
        partners=_partners(number, facts),
        named_with=_named_with(number, lines, set(at.tolist())),
        sums=_sums(of, lines),
        over_time=_over_time(known.tolist() if len(set(known.tolist())) > 1 else lines.order[at].tolist()),
        passages=_passages(lines, chosen.tolist(), context),
    )


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


def _partners(number: int, facts: "Facts") -> Counts:
    row, partner = facts.with_partners()
    heard = facts.entity[row] == number
    counts: Counter[str] = Counter()
    for who, mentions in zip(partner[heard].tolist(), facts.mentions[row[heard]].tolist(), strict=True):
        counts[facts.columns.people[who]] += mentions
    return _sorted(counts)


def _named_with(number: int, lines: "Lines", messages: set[int]) -> Counts:
    """The other people and organisations named in the same messages."""
    together = zip(lines.at.tolist(), lines.entity.tolist(), strict=True)
    others = {(at, other) for at, other in together if other != number and at in messages}
    entities = [lines.facts.entities[other] for _, other in others]
    return _counts(name for name, label in entities if label != MONEY)


def _sums(of: tuple[str, str], lines: "Lines") -> Counts:
    from chatmine.tables.rows import Near

    sums = (lines.facts.labels[lines.entity] == MONEY).nonzero()[0]
    near = Near(lines).names(lines.at[sums])
    found = zip(lines.facts.names[lines.entity[sums]], near, strict=True)
    return _counts(name for name, names in found if of[1] in names and of[0] != MONEY)


def _over_time(at: Sequence[int]) -> list[int]:
    """Mentions in equal spans between the first and the last; without any time, in equal parts of the log."""
    start, end = min(at), max(at)
    bars = [0] * BARS
    for each in at:
        bars[min((each - start) * BARS // ((end - start) or 1), BARS - 1)] += 1
    return bars if end > start else [len(at)]


def _passages(lines: "Lines", chosen: Sequence[int], context: Context) -> list[Passage]:
    by_message: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in chosen:
        by_message[int(lines.at[line])].append((int(lines.start[line]), int(lines.end[line])))
    return [_passage(lines, at, tuple(marks), context) for at, marks in by_message.items()]


def _passage(lines: "Lines", at: int, marks: tuple[tuple[int, int], ...], context: Context) -> Passage:
    where, here = lines.facts.columns.conversations[lines.where[at]], int(lines.place[at])
    shown = [
        Line(identity(one), written(one.timestamp), one.text, one.source, marks if place == here else ())
        for place, one in enumerate(context.around(where, here), max(here - AROUND, 0))
    ]
    return Passage(where, lines.said.sources[at], tuple(shown))
