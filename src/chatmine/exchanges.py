"""Who took part when something was said.

The exchange around a message holds, in its conversation, the speakers of the five messages before it and the five
after it, as long as no more than an hour lies between (an undated log goes by order alone), the person it is addressed
to, and the speaker it replies to.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import timedelta

from chatmine.records import UNKNOWN, Message

TURNS = 5
GAP = timedelta(hours=1)
_REMEMBERED = 10_000  # ids that a reply can point back to


@dataclass
class Exchanges:
    """Follows conversations message by message."""

    _recent: dict[str, deque[tuple[Message, set[str]]]] = field(default_factory=dict)
    _speakers: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)

    def partners(self, message: Message) -> set[str]:
        """The other speakers in the exchange around this message; the set still grows while the next ones come in."""
        recent = self._recent.setdefault(message.conversation, deque(maxlen=TURNS))
        partners: set[str] = set()
        for earlier, theirs in recent:
            if _near(earlier, message):
                _meet(earlier.speaker, message.speaker, partners, theirs)
        self._direct(message, partners)
        recent.append((message, partners))
        return partners

    def _direct(self, message: Message, partners: set[str]) -> None:
        """Add whom the message speaks to, wherever they are in the log."""
        replied = self._speakers.get((message.conversation, message.reply_to)) if message.reply_to else None
        partners.update(name for name in (message.addressee, replied) if name and name != message.speaker)
        if message.id:
            self._speakers[message.conversation, message.id] = message.speaker
            if len(self._speakers) > _REMEMBERED:
                self._speakers.popitem(last=False)


def _meet(earlier: str, later: str, of_later: set[str], of_earlier: set[str]) -> None:
    if earlier != later:
        of_later.add(earlier)
        of_earlier.add(later)


def _near(a: Message, b: Message) -> bool:
    if a.timestamp is None or b.timestamp is None or a.zone_known != b.zone_known:
        return True
    return abs(b.timestamp - a.timestamp) <= GAP


def identity(message: Message) -> str:
    r"""What tells speakers apart: the name, but an unnamed speaker is only the same within one conversation.

    >>> identity(Message("deals", "Ann", "hi")), identity(Message("deals", "(unknown)", "hi"))
    ('Ann', '(unknown)\x00deals')
    """
    return f"{message.speaker}\0{message.conversation}" if message.speaker.startswith(UNKNOWN) else message.speaker
