"""Who took part when something was said.

Two messages of one conversation belong to the same exchange when no more than four others stand between them and no
more than an hour lies between them; where either has no time, order alone counts. Where both say to whom they are
addressed, they belong together only if they are between the same two. The partners of a message are the other
speakers of its exchange, the person it is addressed to, and the speaker it replies to, however long ago that was.

A conversation that falls silent while ten thousand messages pass in others begins anew when it goes on.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from chatmine.records import UNKNOWN, Message

TURNS = 5
GAP = timedelta(hours=1)
_REMEMBERED = 10_000  # ids that a reply can point back to, and messages after which a silent conversation is closed
_LOOKED_AFTER = 1000  # messages between two looks for silent conversations

_NOBODY: set[str] = set()  # shared by all turns without partners, and never added to
NEVER = 1 << 62  # the stamp of no moment
_START = datetime(1970, 1, 1)  # noqa: DTZ001
_START_UTC = _START.replace(tzinfo=UTC)
_GAP = 2 * GAP // timedelta(microseconds=1)
_FAR = NEVER >> 1  # between the stamps of two moments there is less, between a moment and none more

T = TypeVar("T")
Stamp = TypeVar("Stamp", int, Any)


@dataclass(slots=True)
class Turn:
    """A message in its exchange.

    `order` is its number among all messages that were read, `place` that in its conversation; `who` is its
    speaker's identity, `moment` the stamp of its time; `answers` is the order of the message it replies to.
    """

    order: int
    place: int
    message: Message
    partners: set[str]
    who: str
    moment: int
    answers: int | None = None

    def meet(self, other: str) -> None:
        """Take somebody for a partner."""
        if self.partners is _NOBODY:
            self.partners = {other}
        else:
            self.partners.add(other)


@dataclass(slots=True)
class _Talk:
    """What is still open of a conversation: its last turns, whose partners may still come.

    No message after the stamp `until` is near any of its turns; `zone` is the lowest bit of their stamps.
    """

    turns: deque[tuple[Turn, object]] = field(default_factory=deque)
    length: int = 0
    until: int = -NEVER
    zone: int = 0

    def goes_on(self, moment: int) -> bool:
        """Whether a message of this moment may be near an open turn; in logs of years most are not."""
        until = self.until
        if until == -NEVER:
            self.zone = moment & 1
        if moment == NEVER or moment & 1 != self.zone:
            self.until = NEVER
        elif moment + _GAP > until:
            self.until = moment + _GAP
        return moment <= until or self.until == NEVER


@dataclass
class Exchanges:
    """Follows conversations message by message, and lets each go when its exchange is complete.

    Without `partners` nobody is looked for, and each message is let go at once.
    """

    partners: bool = True
    _talks: OrderedDict[str, _Talk] = field(default_factory=OrderedDict)
    _said: OrderedDict[tuple[str, str], tuple[str, int]] = field(default_factory=OrderedDict)
    _lengths: dict[str, int] = field(default_factory=dict)

    def follow(self, items: Iterable[tuple[Message, T]]) -> Iterator[tuple[Turn, T]]:
        """Each message as a turn, with whatever came with it, as soon as its exchange is complete.

        Turns of one conversation come in their order; those of different ones may overtake each other.
        """
        return self._together(items) if self.partners else self._alone(items)

    def _alone(self, items: Iterable[tuple[Message, T]]) -> Iterator[tuple[Turn, T]]:
        lengths = self._lengths
        for order, (message, payload) in enumerate(items):
            place = lengths.get(message.conversation, 0)
            lengths[message.conversation] = place + 1
            yield self._turn(order, place, message), payload

    def _together(self, items: Iterable[tuple[Message, T]]) -> Iterator[tuple[Turn, T]]:
        talks = self._talks
        for order, (message, payload) in enumerate(items):
            where = message.conversation
            talk = talks.get(where) or self._begin(where)
            talks.move_to_end(where)
            turn = self._turn(order, talk.length, message)
            talk.length += 1
            if talk.goes_on(turn.moment):
                _meet(talk, turn)
            if len(talk.turns) == TURNS:
                yield talk.turns.popleft()  # type: ignore[misc]
            talk.turns.append((turn, payload))
            if (order + 1) % _LOOKED_AFTER == 0:
                yield from self._silent(order + 1)  # type: ignore[misc]
        rest = [pair for talk in talks.values() for pair in talk.turns]
        talks.clear()
        yield from sorted(rest, key=lambda pair: pair[0].order)  # type: ignore[misc]

    def _turn(self, order: int, place: int, message: Message) -> Turn:
        turn = Turn(order, place, message, _NOBODY, identity(message), stamp(message.timestamp))
        if message.id or message.reply_to or message.addressee:
            self._direct(turn)
        return turn

    def _begin(self, where: str) -> _Talk:
        talk = self._talks[where] = _Talk(length=self._lengths.pop(where, 0))
        return talk

    def _direct(self, turn: Turn) -> None:
        """Add whom the message speaks to, wherever they are in the log."""
        message, me = turn.message, turn.who
        if message.addressee and message.addressee != me:
            turn.meet(message.addressee)
        if message.reply_to and (replied := self._said.get((message.conversation, message.reply_to))):
            turn.answers = replied[1]
            if replied[0] != me:
                turn.meet(replied[0])
        if message.id:
            self._said[message.conversation, message.id] = (me, turn.order)
            if len(self._said) > _REMEMBERED:
                self._said.popitem(last=False)

    def _silent(self, read: int) -> Iterator[tuple[Turn, object]]:
        """Close the conversations that have been silent for long, when so many messages are read."""
        while self._talks:
            where, talk = next(iter(self._talks.items()))
            if read - talk.turns[-1][0].order <= _REMEMBERED:
                return
            del self._talks[where]
            self._lengths[where] = talk.length
            yield from talk.turns


def _meet(talk: _Talk, turn: Turn) -> None:
    """Make the speakers of the open turns and of this one partners, where they are of one exchange."""
    me, moment, addressee = turn.who, turn.moment, turn.message.addressee
    partners = turn.partners = turn.partners or set()
    for earlier, _ in talk.turns:
        other = earlier.who
        # Those who have met need not be asked again, which is most of the time.
        if other == me or (other in partners and me in earlier.partners):
            continue
        gap = earlier.moment - moment
        # As `near` has it: to call it here would take as long as all the rest.
        close = -_GAP <= gap <= _GAP or gap & 1 or not -_FAR < gap < _FAR
        if close and not (addressee and _apart(earlier.message, turn.message)):
            earlier.meet(me)
            partners.add(other)


def _apart(a: Message, b: Message) -> bool:
    """Whether two messages are each addressed, and not between the same two."""
    return bool(a.addressee and b.addressee) and {identity(a), a.addressee} != {identity(b), b.addressee}


def near(a: Stamp, b: Stamp) -> Stamp:
    """Whether two moments, as stamps or columns of stamps, are close, as far as the log tells."""
    gap = a - b
    return (abs(gap) <= _GAP) | (gap & 1 == 1) | (abs(gap) >= _FAR)


def stamp(moment: datetime | None) -> int:
    """A moment as a number that sorts as it is written: twice the microseconds since 1970, odd where it is UTC.

    >>> [stamp(datetime(1970, 1, 1, 0, 0, 1, tzinfo=zone)) for zone in (None, UTC)], stamp(None) == NEVER
    ([2000000, 2000001], True)
    """
    if moment is None:
        return NEVER
    if moment.tzinfo is None:
        passed, known = moment - _START, 0
    else:
        passed, known = moment - _START_UTC, 1
    return 2 * ((passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds) + known


def identity(message: Message) -> str:
    """What tells speakers apart: the name, but an unnamed speaker is only the same within one conversation.

    >>> identity(Message("deals", "Ann", "hi")), identity(Message("deals", "(unknown)", "hi"))
    ('Ann', '(unknown) in deals')
    """
    return f"{message.speaker} in {message.conversation}" if message.speaker.startswith(UNKNOWN) else message.speaker
