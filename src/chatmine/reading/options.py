"""What the user knows better than the content tells, checked before anything is read, and applied to each message."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from chatmine.errors import UsageError
from chatmine.formats import by_name
from chatmine.limits import LIMITS, Limits
from chatmine.records import Message

# What exporters call the person who exported; on IRC anybody may be called so.
_OWNER = frozenset({"Me", "You"})
_NICKS = frozenset({"irc", "irc_html"})

Touch = Callable[[Message], Message]


@dataclass(frozen=True)
class Options:
    """How to read: the format, the encoding, the order of day and month, the zone of clocks that name none.

    `zone` is an IANA name such as `Europe/Berlin`: times that a log writes without a zone become UTC. `owner` is the
    name of whoever exported the chats and is `Me` in them. With `keep_duplicates` exports that overlap are not merged.
    `writes` are the files that this run writes: they are not read where they lie among the logs.
    """

    input_format: str | None = None
    encoding: str | None = None
    dayfirst: bool | None = None
    zone: str | None = None
    owner: str | None = None
    keep_duplicates: bool = False
    limits: Limits = field(default=LIMITS)
    writes: tuple[str, ...] = ()

    def check(self) -> None:
        """Look up every name that can be wrong.

        Raises:
            UsageError: there is no such format, encoding or zone.
        """
        if self.input_format:
            by_name(self.input_format)
        try:
            codecs.lookup(self.encoding or "utf-8")
        except LookupError as error:
            raise UsageError(f"there is no encoding {self.encoding!r}") from error
        if self.zone:
            _zone(self.zone)

    def touches(self, form: str) -> list[Touch]:
        """What is done to each message of a log in this format."""
        touches: list[Touch] = []
        if self.zone:
            zone = _zone(self.zone)
            touches.append(lambda message: _in_zone(message, zone))
        if self.owner and form not in _NICKS:
            owner = self.owner
            touches.append(lambda message: _named(message, owner))
        return touches


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError) as error:  # ZoneInfoNotFoundError is a KeyError, a folder's name an OSError
        raise UsageError(f"there is no time zone {name!r}; names are like Europe/Berlin or UTC") from error
    except KeyError as error:
        raise UsageError(f"there is no time zone {name!r}; names are like Europe/Berlin or UTC") from error


def _in_zone(message: Message, zone: tzinfo) -> Message:
    moment = message.timestamp
    if moment is None or moment.tzinfo is not None:
        return message
    try:
        return replace(message, timestamp=moment.replace(tzinfo=zone).astimezone(UTC))
    except OverflowError:  # in the first or last hours of what a calendar can hold
        return message


def _named(message: Message, owner: str) -> Message:
    if message.speaker not in _OWNER and message.addressee not in _OWNER:
        return message
    speaker, addressee = ((owner if name in _OWNER else name) for name in (message.speaker, message.addressee))
    return replace(message, speaker=speaker, addressee=addressee)
