"""The records that travel through chatmine, from a log's line to a table's cell.

A format parses a log into `Message`, `Notice` and `Rejected`; the pipeline tags messages with `Mention`, and a sum of
money carries a `Money`. All are plain, frozen values: they can be compared, hashed and sent to another process.
"""

from dataclasses import dataclass, fields, make_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

PERSON, ORG, MONEY = "PERSON", "ORG", "MONEY"
LABELS = (PERSON, ORG, MONEY)
UNKNOWN = "(unknown)"


@dataclass(frozen=True, slots=True)
class Message:
    """What one speaker said once.

    `line` is the 1-based line of the file at which the message starts, or its 0-based index where the file is a JSON
    document. `lines` is the number of lines it takes, continuation lines included. `timestamp` is naive where the log
    wrote a wall clock without a zone and UTC where the log gave an epoch or an offset. `kind` is `text`, `action`
    (`/me`), `media`, `call`, `deleted` or `forward`: the text of a forward is somebody else's, `speaker` is who passed
    it on. Only what people wrote is in `text`.
    """

    conversation: str
    speaker: str
    text: str
    timestamp: datetime | None = None
    path: str = ""
    line: int = 0
    lines: int = 1
    kind: str = "text"
    id: str = ""
    reply_to: str = ""
    addressee: str = ""

    @property
    def source(self) -> str:
        """Where the proof is: `path:line`.

        >>> Message("deals", "Ann", "hi", path="logs/deals.txt", line=7).source
        'logs/deals.txt:7'
        """
        return f"{self.path}:{self.line}"

    @property
    def by_line(self) -> bool:
        """Whether the lines of a text of several lines are those of the file."""
        return self.lines > 1 and self.text.count("\n") == self.lines - 1

    def source_at(self, start: int) -> str:
        r"""Where the character at `start` stands: in a pasted list, the line of the list.

        >>> Message("deals", "Ann", "targets:\nChatham House", path="deals.txt", line=7, lines=2).source_at(9)
        'deals.txt:8'
        """
        return f"{self.path}:{self.line + self.text.count(chr(10), 0, start)}" if self.by_line else self.source

    @property
    def zone_known(self) -> bool:
        """Whether `timestamp` is a moment (UTC), not only a reading of somebody's clock."""
        return self.timestamp is not None and self.timestamp.tzinfo is not None


# A frozen record sets each of its fields the long way round. A message for each line of a log is built open and then
# closed, which takes a third of the time.
_Open = make_dataclass("_Open", [(own.name, own.type, own) for own in fields(Message)], slots=True)
_new = object.__new__


def message(
    conversation: str,
    speaker: str,
    text: str,
    timestamp: datetime | None,
    path: str,
    line: int,
    kind: str = "text",
    addressee: str = "",
    lines: int = 1,
) -> Message:
    """The same as `Message(...)`, for the readers that make millions."""
    made: Any = _new(_Open)
    made.conversation = conversation
    made.speaker = speaker
    made.text = text
    made.timestamp = timestamp
    made.path = path
    made.line = line
    made.lines = lines
    made.kind = kind
    made.id = made.reply_to = ""
    made.addressee = addressee
    made.__class__ = Message
    return made  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the log says by itself: joins, topics, calls, headers. Nobody spoke, so it is never tagged."""

    text: str
    line: int = 0
    lines: int = 1
    timestamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of the log that its format could not explain, with the reason."""

    reason: str
    line: int = 0
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money as a message states it.

    `start` and `end` are code points of the message, end exclusive, and `surface` is what stands there. `min` and `max`
    are major units (dollars, not cents), equal for a single amount and None where the text gives no number (`vague`).
    `currency` is an ISO 4217 code or a crypto ticker, None where the text does not say; `candidates` lists the readings
    of an ambiguous marker, best first. `bound` is `min` or `max` for "at least", "up to"; `per` is the period or unit.
    """

    start: int
    end: int
    surface: str
    min: Decimal | None
    max: Decimal | None
    currency: str | None
    currency_kind: str | None = None
    candidates: tuple[str, ...] = ()
    bound: str | None = None
    approx: bool = False
    vague: bool = False
    per: str | None = None
    confidence: str = "high"

    @property
    def value(self) -> Decimal | None:
        """The amount where it is a single one, never the middle of a range."""
        return self.min if self.min == self.max else None

    @property
    def entity(self) -> str:
        """The normal form that names this sum in every table.

        >>> Money(0, 6, "$10-15k", Decimal(10000), Decimal("15000.00"), "USD").entity
        'USD 10000-15000'
        >>> Money(0, 13, "a few hundred", None, None, None, vague=True).entity
        'a few hundred'
        """
        if self.min is None or self.max is None:
            return self.surface.casefold()
        amounts = dict.fromkeys((plain(self.min), plain(self.max)))
        return " ".join(filter(None, (self.currency, "-".join(amounts))))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a sum in a message: `name` is `message.text[start:end]`.

    `by` says who found it (`model`, `money` or `watch`), `score` is that component's own confidence from 0 to 1 where
    it has one. `listed` is the name under which the user's watch list has it.
    """

    message: Message
    label: str
    start: int
    end: int
    name: str
    by: str = "model"
    score: float | None = None
    money: Money | None = None
    listed: str = ""


def plain(amount: Decimal) -> str:
    """A decimal in full, without exponent or trailing zeros.

    >>> plain(Decimal("1.50E+4")), plain(Decimal("0.10"))
    ('15000', '0.1')
    """
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
