"""The trip of a message: read -> wanted? -> tagged -> counted. One process does it here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from chatmine.entities import Entities
from chatmine.exchanges import Exchanges
from chatmine.reading import FileReport, Options, read
from chatmine.records import Message
from chatmine.tables.columns import MentionColumns, written

__all__ = ["Extraction", "Filters", "extract", "moment", "written"]

if TYPE_CHECKING:
    from spacy.language import Language

Progress = Callable[[Iterator[Message]], Iterator[Message]]


@dataclass(frozen=True)
class Filters:
    """What is counted. `since` and `until` are inclusive; `speakers` are names or `*` patterns in any case.

    A message without a timestamp is outside every span of time.
    """

    since: datetime | None = None
    until: datetime | None = None
    speakers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def wants(self, message: Message) -> bool:
        """Whether this message is counted."""
        return self._spoken(message) and self._in_time(message)

    def _spoken(self, message: Message) -> bool:
        speaker = message.speaker.casefold()
        return not self.speakers or any(fnmatchcase(speaker, wanted.casefold()) for wanted in self.speakers)

    def _in_time(self, message: Message) -> bool:
        if self.since is None and self.until is None:
            return True
        if message.timestamp is None:
            return False
        moment = message.timestamp.replace(tzinfo=None)
        return (self.since is None or moment >= self.since) and (self.until is None or moment <= self.until)

    def recorded(self, **others: object) -> dict[str, object]:
        """The filters that are set, and others, for the outputs that can carry them."""
        values: dict[str, object] = {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "speaker": list(self.speakers),
            "type": list(self.types),
            **others,
        }
        return {name: value for name, value in values.items() if value}


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
class Extraction:
    """What a run found: the mentions, their entities, and the account of every file."""

    mentions: MentionColumns = field(default_factory=MentionColumns)
    entities: Entities = field(default_factory=Entities)
    reports: list[FileReport] = field(default_factory=list)
    messages: int = 0


def extract(
    paths: Iterable[str],
    nlp: "Language",
    *,
    options: Options | None = None,
    filters: Filters | None = None,
    progress: Progress = iter,
) -> Extraction:
    """Read every log under these paths and find what was discussed.

    `progress` is handed the stream of messages and passes it on.

    Raises:
        UsageError: a path does not exist, or an option names what is not there.
    """
    from chatmine.nlp.tagging import tag

    filters = filters or Filters()
    found = Extraction()
    exchanges = Exchanges()
    messages = progress(read(paths, options, found.reports.append))
    for message, mentions in tag(messages, nlp, wanted=filters.wants):
        found.messages += 1
        partners = exchanges.partners(message)
        for mention in mentions:
            if not filters.types or mention.label in filters.types:
                found.mentions.add(mention, partners)
                found.entities.learn(mention)
    found.entities.settle()
    return found
