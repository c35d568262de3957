"""The trip of a message: read -> wanted? -> tagged -> followed -> counted.

This process reads, follows and counts; tagging, which takes nearly all of the time, is done here or by other processes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from chatmine.entities import Entities, Rule, Rules
from chatmine.entities.ignore import Ignore
from chatmine.exchanges import Exchanges, Turn
from chatmine.nlp.windows import TagBatches, Tagged, tag_in_windows
from chatmine.reading import FileReport, Options, read
from chatmine.reading.place import Place
from chatmine.records import Mention, Message
from chatmine.tables import PARTNERS, kind_of
from chatmine.tables.selection import Selection
from chatmine.tables.tally import EVERYTHING, Tally, written

__all__ = ["Extraction", "Filters", "Lists", "extract", "follow", "moment", "table", "written"]

if TYPE_CHECKING:
    import pandas as pd

    from chatmine.nlp.watch import Listed


class Watcher(Protocol):
    """Is passed through by every message with its mentions, and told where reading is."""

    @property
    def place(self) -> Place | None:
        """Where reading is, for `read` to say."""

    def __call__(self, items: Iterator[Tagged]) -> Iterator[Tagged]:
        """The same items."""


@dataclass(frozen=True)
class Filters:
    """What is counted. `since` and `until` are inclusive; names may be `*` patterns, in any case.

    A message without a timestamp is outside every span of time. `since`, `until`, `speakers` and `conversations` choose
    messages before they are tagged; `types`, `entities` and `min_mentions` choose entities once all are known.
    """

    since: datetime | None = None
    until: datetime | None = None
    speakers: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    min_mentions: int = 1

    def wants(self, message: Message) -> bool:
        """Whether this message is counted."""
        return self.want_all or (
            _fits(message.speaker, self.speakers)
            and _fits(message.conversation, self.conversations)
            and self._in_time(message)
        )

    @cached_property
    def want_all(self) -> bool:
        """Whether every message is counted."""
        return not (self.since or self.until or self.speakers or self.conversations)

    def _in_time(self, message: Message) -> bool:
        if self.since is None and self.until is None:
            return True
        if message.timestamp is None:
            return False
        moment = message.timestamp.replace(tzinfo=None)
        return (self.since is None or moment >= self.since) and (self.until is None or moment <= self.until)

    @property
    def selection(self) -> Selection:
        """The part that chooses entities."""
        return Selection(self.types, self.entities, self.min_mentions)

    def recorded(self, **others: object) -> dict[str, object]:
        """The filters that are set, and others, for the outputs that can carry them."""
        values: dict[str, object] = {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "speaker": list(self.speakers),
            "conversation": list(self.conversations),
            "type": list(self.types),
            "entity": list(self.entities),
            "min_mentions": self.min_mentions if self.min_mentions > 1 else None,
            **others,
        }
        return {name: value for name, value in values.items() if value}


def _fits(name: str, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    name = name.casefold()
    return any(name == each.casefold() or fnmatchcase(name, each.casefold()) for each in wanted)


def moment(text: str, *, end: bool = False) -> datetime:
    """A date or a date and time as a user types it; a bare date begins at midnight, or ends with its last moment.

    >>> moment("2024-03-04"), moment("2024-03-04", end=True).time(), moment("2024-03-04T12:30")
    (datetime.datetime(2024, 3, 4, 0, 0), datetime.time(23, 59, 59, 999999), datetime.datetime(2024, 3, 4, 12, 30))

    Raises:
        ValueError: neither.
    """
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time.max if end else time.min)
    return datetime.fromisoformat(text).replace(tzinfo=None)


@dataclass
class Lists:
    """What the user's own lists say of names."""

    aliases: Rules = field(default_factory=Rules)
    watch: "tuple[Listed, ...]" = ()
    ignore: Ignore | None = None


@dataclass
class Extraction:
    """What a run found: the counts, the entities, and the account of every file. `messages` is how many were read."""

    tally: Tally
    entities: Entities
    reports: list[FileReport] = field(default_factory=list)
    messages: int = 0

    def table(self, name: str, selection: Selection | None = None, *, marked: bool = False) -> "pd.DataFrame":
        """The rows of a table, with a column `watched` where they are to be `marked` for the user's watch list.

        Raises:
            UsageError: there is no such table.
        """
        from chatmine.tables.counting import count

        return count(name, self.tally, self.entities, selection or Selection(), marked=marked)


def extract(
    paths: Iterable[str],
    tag_batches: TagBatches,
    *,
    options: Options | None = None,
    filters: Filters | None = None,
    lists: Lists | None = None,
    needs: frozenset[str] = EVERYTHING,
    period: str = "month",
    keep: Callable[[Turn], None] | None = None,
    progress: Watcher | None = None,
) -> Extraction:
    """Read every log under these paths and find what was discussed; `chatmine.nlp.workers.tagging` says who tags.

    `needs` is what the tables that will be asked for need (`chatmine.tables.TABLES`), `period` that of a timeline.
    `keep` is handed each message in its exchange, and `progress` passes on what was tagged.

    Raises:
        UsageError: a path does not exist, or an option names what is not there.
    """
    filters, lists = filters or Filters(), lists or Lists()
    reports: list[FileReport] = []
    messages = read(paths, options, reports.append, progress.place if progress else None)
    tagged = tag_in_windows(messages, tag_batches, filters.wants)
    tally = Tally(needs, period)
    every, read_in_all = filters.want_all, 0
    for turn, mentions in follow(progress(tagged) if progress else tagged, lists.ignore, partners=PARTNERS in needs):
        read_in_all += 1
        if keep:
            keep(turn)
        if every or filters.wants(turn.message):
            tally.add(turn, mentions)
        else:
            tally.heard(turn)
    return Extraction(tally, Entities(tally.known(), lists.aliases), reports, read_in_all)


def follow(
    tagged: Iterable[tuple[Message, list[Mention]]], ignore: Ignore | None = None, *, partners: bool = True
) -> Iterator[tuple[Turn, list[Mention]]]:
    """Tagged messages in their exchanges, without the mentions that are ignored."""
    kept = ((message, ignore.kept(mentions)) for message, mentions in tagged) if ignore else tagged
    return Exchanges(partners).follow(kept)


def table(
    name: str,
    tagged: Iterable[tuple[Message, list[Mention]]],
    *,
    filters: Filters | None = None,
    aliases: Iterable[Rule] = (),
    period: str = "month",
) -> "pd.DataFrame":
    """The rows of a table, from messages and the mentions in them as `tag` yields them.

    Raises:
        UsageError: there is no such table.
    """
    filters = filters or Filters()
    every, needs = filters.want_all, kind_of(name).needs
    tally = Tally(needs, period)
    for turn, mentions in follow(tagged, partners=PARTNERS in needs):
        if every or filters.wants(turn.message):
            tally.add(turn, mentions)
        else:
            tally.heard(turn)
    return Extraction(tally, Entities(tally.known(), Rules.of(aliases))).table(name, filters.selection)
