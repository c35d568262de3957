"""What became of each input: what was read, what was not, and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chatmine.formats import Parsed
from chatmine.records import Message, Notice, Rejected

READ, SKIPPED, FAILED = "read", "skipped", "failed"
_EXAMPLES = 1000  # rejected lines that a report names one by one; the count goes on


@dataclass(slots=True)  # an archive may have hundreds of thousands
class FileReport:
    """One input's account. `read` counts what the format yielded, each part once; what became of it is counted apart.

    `status` is `read`, `skipped` (a photo in a chat's folder: nothing was expected of it) or `failed`; a file that
    breaks off is `failed` with what was read until then counted. `problem` is the reason in one line. `lines` counts
    the lines of a file that is read by lines, `continuation` those that go on with what began before them.
    `duplicates` are messages that another file had given before, `undecoded` the characters that could not be read.
    `day_order` is how its dates are read where that matters. `sha256` is that of all its `bytes`, unpacked where they
    were packed. `unaccounted` are lines with something in them that are in no part: none, unless a format is wrong.
    """

    path: str
    format: str = ""
    confidence: float = 0.0
    encoding: str = ""
    status: str = READ
    read: int = 0
    messages: int = 0
    notices: int = 0
    rejected: int = 0
    lines: int = 0
    continuation: int = 0
    zones: frozenset[bool] = frozenset()
    first: datetime | None = None
    last: datetime | None = None
    problem: str = ""
    remarks: list[str] = field(default_factory=list)
    rejections: list[Rejected] = field(default_factory=list)
    duplicates: int = 0
    undecoded: int = 0
    day_order: str = ""
    sha256: str = ""
    bytes: int = 0
    unaccounted: int = 0

    @property
    def blank(self) -> int:
        """The lines that belong to nothing: empty ones between messages, if all was read."""
        return self.lines - self.read - self.continuation

    @property
    def zone(self) -> str:
        """Whether the timestamps are moments (`UTC`) or a clock's readings (`unknown`)."""
        return "/".join("UTC" if known else "unknown" for known in sorted(self.zones, reverse=True))

    def count(self, items: Iterator[Parsed], is_new: Callable[[Message], bool] | None = None) -> Iterator[Message]:
        """Let the messages through that are new, and keep account of everything."""
        moment: datetime | None = None
        for item in items:
            self.read += 1
            if item.lines != 1:
                self.continuation += item.lines - 1
            if not isinstance(item, Message):
                self._count_other(item)
            elif is_new and not is_new(item):
                self.duplicates += 1
            else:
                self.messages += 1
                if item.timestamp is not moment:
                    moment = item.timestamp
                    self._span(moment)
                yield item

    def check(self, empty: int) -> None:
        """Compare the lines that are in no part with those that had nothing in them."""
        self.unaccounted = max(0, self.blank - empty) if self.lines else 0

    def fail(self, reason: str, status: str = FAILED) -> None:
        """Say why this input was not read, or not to its end."""
        self.status, self.problem = status, reason

    def _count_other(self, item: Notice | Rejected) -> None:
        if isinstance(item, Notice):
            self.notices += 1
            return
        self.rejected += 1
        if len(self.rejections) < _EXAMPLES:
            self.rejections.append(item)

    def _span(self, moment: datetime | None) -> None:
        """Widen the span of time. One log rarely mixes wall clocks and moments, but then what they show is compared."""
        first, last = self.first, self.last
        if moment is None:
            return
        if first is None or last is None:
            self.first = self.last = moment
            self.zones |= {moment.tzinfo is not None}
        elif (moment.tzinfo is None) is (first.tzinfo is None) is (last.tzinfo is None):
            if moment < first:
                self.first = moment
            elif moment > last:
                self.last = moment
        else:
            self._span_mixed(moment, first, last)

    def _span_mixed(self, moment: datetime, first: datetime, last: datetime) -> None:
        self.zones |= {moment.tzinfo is not None}
        shown = moment.replace(tzinfo=None)
        if shown < first.replace(tzinfo=None):
            self.first = moment
        if shown > last.replace(tzinfo=None):
            self.last = moment
