"""Bridge bots: what they say is somebody else's (`<bridge> <ann> hello`), and that somebody becomes the speaker.

A speaker is a bridge only where nearly all of what it says has this shape and comes from several names; one that is
called a bridge needs less. Messages are held back until that is decided, so that all of its messages are treated alike.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from chatmine.formats import Parsed
from chatmine.records import Message

_RELAYED = re.compile(r"(?:\[\w{2,12}\] ?)?<(?P<nick>[^<>\n]{1,64})>[ \t](?P<text>.*)", re.DOTALL)
_ACTS = re.compile(r"\*{1,2} ?(?P<nick>[^\s*]{1,64}) (?P<text>.*)", re.DOTALL)
_OPENS = frozenset("<[")
_CALLED_SO = re.compile(r"bridge|relay|discord|matrix|telegram|slack|xmpp|irc.?bot|gateway|webhook", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u202f"))  # set into nicks so that they do not ring
# Chats between telephones, which no bridge can join as a bot.
_ON_PHONES = frozenset({"whatsapp", "sms_xml", "imessage_html", "imessage_txt", "line", "kakaotalk", "kakaotalk_csv"})
_MOST = 5000  # messages held back until it is clear who is a bridge
_SHARE = 0.9


@dataclass
class _Suspect:
    """What is known of a speaker who relayed something."""

    named_so: bool
    relayed: int = 0
    own: int = 0
    nicks: set[str] = field(default_factory=set)

    def hear(self, match: re.Match[str] | None) -> None:
        if match:
            self.relayed += 1
            self.nicks.add(match["nick"])
        else:
            self.own += 1

    @property
    def verdict(self) -> bool | None:
        """Whether this is a bridge; None while nobody can know."""
        if self.relayed < _SHARE * (self.relayed + self.own - 1):
            return False
        enough = self.relayed >= (3 if self.named_so else 8) and len(self.nicks) >= (1 if self.named_so else 3)
        return True if enough else None


class Relays:
    """Knows the bridges of a run, by the folder or archive in which they were met."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bool] = {}

    def speakers(self, items: Iterable[Parsed], path: str, form: str) -> Iterator[Parsed]:
        """The items, with what a bridge relays as the words of whoever said it."""
        if form in _ON_PHONES:
            return iter(items)
        return _Relaying(self._known, str(PurePath(path).parent)).pass_on(items)


class _Relaying:
    """One file's pass; `held` are the items since the first one that an undecided speaker relayed."""

    def __init__(self, known: dict[tuple[str, str], bool], place: str) -> None:
        self._known, self._place = known, place
        self._suspects: dict[str, _Suspect] = {}
        self._bridges: dict[str, bool] = {}
        self._found = False
        self._held: deque[Parsed] = deque()

    def pass_on(self, items: Iterable[Parsed]) -> Iterator[Parsed]:
        suspects, held = self._suspects, self._held
        try:
            for item in items:
                if isinstance(item, Message) and (suspects or item.text[:1] in _OPENS):
                    self._hear(item)
                if held or suspects:
                    held.append(item)
                    yield from self._decided()
                else:
                    yield self._turned(item) if self._found else item
        except Exception:
            yield from self._release()
            raise
        yield from self._release()

    def _hear(self, item: Message) -> None:
        """Learn from a message whether its speaker is a bridge."""
        if item.speaker in self._bridges:
            return
        suspect = self._suspects.get(item.speaker)
        if suspect is None:
            if not _RELAYED.match(item.text):
                return
            suspect = self._suspects[item.speaker] = _Suspect(_CALLED_SO.search(item.speaker) is not None)
        suspect.hear(_RELAYED.match(item.text) or _ACTS.match(item.text))
        verdict = (self._place, item.speaker) in self._known or suspect.verdict
        if verdict is not None:
            self._decide(item.speaker, verdict)

    def _decide(self, speaker: str, verdict: bool) -> None:
        del self._suspects[speaker]
        self._bridges[speaker] = verdict
        if verdict:
            self._found = True
            self._known[self._place, speaker] = True

    def _decided(self) -> Iterator[Parsed]:
        if not self._suspects or len(self._held) > _MOST:
            yield from self._release()

    def _release(self) -> Iterator[Parsed]:
        for speaker in list(self._suspects):
            self._decide(speaker, verdict=False)
        while self._held:
            yield self._turned(self._held.popleft())

    def _turned(self, item: Parsed) -> Parsed:
        if not isinstance(item, Message) or not self._bridges.get(item.speaker):
            return item
        match, kind = _RELAYED.match(item.text), item.kind
        if match is None:
            match, kind = _ACTS.match(item.text), "action"
        nick = match["nick"].translate(_UNSEEN).strip() if match else ""
        return replace(item, speaker=nick, text=match["text"], kind=kind) if match and nick else item
