"""What became of each input: what was read, what was not, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chatmine.formats import Parsed
from chatmine.records import Message, Notice, Rejected

READ, SKIPPED, FAILED = "read", "skipped", "failed"
_EXAMPLES = 1000  # rejected lines that a report names one by one; the count goes on


@dataclass
class FileReport:
    """One input's account. `read` is what the format yielded: messages, notices and rejected parts together.

    `status` is `read`, `skipped` (a photo in a chat's folder: nothing was expected of it) or `failed`; a file that
    breaks off is `failed` with what was read until then counted. `problem` is the reason in one line. `lines` counts
    the lines of a file that is read by lines, `continuation` those that go on with what began before them.
    """

    path: str
    format: str = ""
    confidence: float = 0.0
    encoding: str = ""
    status: str = READ
    messages: int = 0
    notices: int = 0
    rejected: int = 0
    lines: int = 0
    continuation: int = 0
    zones: set[bool] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None
    problem: str = ""
    remarks: list[str] = field(default_factory=list)
    rejections: list[Rejected] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many parts of the log were read, whatever became of them."""
        return self.messages + self.notices + self.rejected

    @property
    def blank(self) -> int:
        """The lines that belong to nothing: empty ones between messages, if all was read."""
        return self.lines - self.read - self.continuation

    @property
    def zone(self) -> str:
        """Whether the timestamps are moments (`UTC`) or a clock's readings (`unknown`)."""
        return "/".join("UTC" if known else "unknown" for known in sorted(self.zones, reverse=True))

    def count(self, items: Iterator[Parsed]) -> Iterator[Message]:
        """Let the messages through, and keep account of everything."""
        for item in items:
            self.continuation += item.lines - 1
            if isinstance(item, Message):
                self.messages += 1
                self._span(item)
                yield item
            elif isinstance(item, Notice):
                self.notices += 1
            else:
                self._reject(item)

    def fail(self, reason: str, status: str = FAILED) -> None:
        """Say why this input was not read, or not to its end."""
        self.status, self.problem = status, reason

    def _reject(self, item: Rejected) -> None:
        self.rejected += 1
        if len(self.rejections) < _EXAMPLES:
            self.rejections.append(item)

    def _span(self, message: Message) -> None:
        moment = message.timestamp
        if moment is None:
            return
        self.zones.add(message.zone_known)
        if self.first is None or _earlier(moment, self.first):
            self.first = moment
        if self.last is None or _earlier(self.last, moment):
            self.last = moment


def _earlier(a: datetime, b: datetime) -> bool:
    """Compare wall clocks and UTC moments by what they show; one log rarely mixes them, but it happens."""
    return a.replace(tzinfo=None) < b.replace(tzinfo=None)
