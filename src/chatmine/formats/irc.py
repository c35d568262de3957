"""IRC logs: what clients, bouncers and bots write.

Most of them share a body (`<nick> text`, `* nick acts`, `*** what the server says`) and differ in the time before it.
So a dialect is a time's pattern with a body's pattern, and it is named after the clients that write it. The shapes are
those that the logs of the clients show; pisg's docs/FORMATS and irclog2html's test cases list many of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from chatmine.formats.format import Clean, Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.patterns import Late
from chatmine.records import Message, Notice

_MARKS = "\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f"  # one of them begins each code
_CODES = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[\da-fA-F]{6})?|[\x02\x0f\x11\x16\x1d\x1e\x1f]")

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?: ?[AaPp][Mm])?"
_TIME = rf"(?P<time>{_CLOCK})"
_ISO = r"(?P<moment>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)"
_DATE = r"(?P<date>\d{1,4}[-./]\w{1,3}[-./]\d{2,4}|(?:[^\W\d_]{3},? )?\d{1,2} [^\W\d_]{3,4}\.?(?: \d{4})?)"
_MONTH_DAY = r"(?:[^\W\d_]{3} )?[^\W\d_]{3,4}\.? +\d{1,2}"

_MODE = r"[ ~&@%+!]{0,6}"  # the rank of a nick in its channel; irssi writes a space for none
_NICK = r"(?P<speaker>[^\s<>!~&@%+,:][^\s<>!,]{0,63})"
_SAYS = rf"<{_MODE}{_NICK} ?>(?:\t| |$)(?P<text>.*)"
_HOST = r"[(\[][^()\[\]\s@.]*[@.][^()\[\]\s]*[)\]]"
# What a client tells in the same shape as `/me`: mIRC 6, HexChat and XChat 2 write `* nick has joined #channel`.
_EVENT = (
    rf"\S+ (?:{_HOST} )?has (?:joined|left|quit|parted|kicked)(?: ?[#&(\[]| IRC\b| the (?:channel|room)\b|\.?$)"
    r"|\S+ (?:is|are) now known as \S+$|\S+ was kicked (?:by|from)\b|\S+ sets (?:mode|ban|topic)\b|\S+ sets channel\b"
    r"|\S+ (?:has )?(?:changes|changed|set) (?:the )?topic\b|\S+ (?:gives|removes) (?:channel|voice|ban)\b"
    rf"|\S+ {_HOST} Quit\b|(?:Joins|Parts|Quits): |Now talking (?:in|on)\b|Topic (?:is|for)\b|Set by \S+ on\b"
    r"|(?:Disconnected|Connected|Connecting|Reconnecting|Rejoined|Attempting|Retrieving|Loaded|Unable|Closing)\b"
    r"|You (?:were|are|have|left|joined)\b|(?:Channel|Found|Looking up|End of|Users on|Received|Ping) [#\w]+"
)
_ACTS = rf"(?:\*[ \t]+(?!{_EVENT})|Action: ){_NICK}(?:[ \t](?P<text>.*)|(?P<nothing>))$"
_TOLD = r"(?:\*{1,3}|-!-|={2,3}|-{2,3}>?|<-{1,2}|@|>>>|#|!|-\S+-|\[?Joins:|Parts:|Quits:)(?:\s|$).*"
# The lines that eggdrop's bot core logs of a channel, all in its own words.
_EGGDROP = (
    rf"\S+ (?:{_HOST} )?(?:has )?(?:joined|left|returned to|got netsplit|got lost in|kicked from|rejoined) ?.*"
    r"|Topic changed on .*|Nick change: .*|\S+: mode change .*|.*[Ll]ast message repeated \d+ time.*"
)
_TOPIC = r"(?:Session (?:Close|Ident|Time)|--- Log closed|\*{4} ENDING LOGGING|### Log session terminated|Logfile).*"
_HEADING = rf"{_TOPIC}|\*{{4}} .*|(?:={{3}}|-->|<--|---|\*{{3}}|-!-) ?.*"
_DAY = Late(
    r"(?:Session Start: |--- Log opened |--- Day changed |\*{4} BEGIN LOGGING AT |### Log session started at"
    rf"|\[{_CLOCK}\] --- )\s*(?P<date>[^\W\d_]{{3}} .*?\d{{4}})[ #]*$"
)


@dataclass(frozen=True)
class _Body:
    """What stands behind the time: patterns of a message, an action and a notice."""

    says: str = _SAYS
    acts: str = _ACTS
    told: str = rf"{_TOLD}|{_EGGDROP}"


def _dialect(name: str, stamp: str, body: _Body = _Body(), weight: float = 1.0) -> Dialect:
    dated = "<date>" in stamp or "<moment>" in stamp
    return Dialect(
        name=name,
        message=re.compile(stamp + body.says),
        action=Late(stamp + body.acts),
        notice=Late(rf"{stamp}(?:{body.told})|{_TOPIC if dated else _HEADING}"),
        day=_DAY,
        continues=False,
        rolls=not dated,
        weight=weight,
    )


_NAMED_NICK = rf"{_MODE}(?P<speaker>[^\s<>:!]{{1,32}}): (?P<text>.*)"
_WEECHAT = _Body(
    says=rf"(?!--|<--|[ ]?\*|=!=|-!-){_MODE}(?P<speaker>[^\t]+?)\t(?P<text>.*)",
    acts=r" ?\*\t(?P<speaker>\S+)(?: (?P<text>.*))?$",
    told=r"(?:-->|<--|--|=!=|-!-)?\t.*",
)
_DIRCPROXY = _Body(says=r"<(?P<speaker>[^\s!>]+)![^>\s]+> [+-]?(?P<text>.*)", told=rf"{_TOLD}|.*(?:joined|left|quit).*")
_RAW = r"\S{0,64} ?:(?P<speaker>[^\s!]{1,128})(?:!\S+)? "
_PROTOCOL = _Body(
    says=rf"{_RAW}(?:PRIVMSG|PUBMSG) (?P<conversation>\S+) :(?!\x01)(?P<text>.*)",
    acts=rf"{_RAW}(?:PRIVMSG|CTCP) (?P<conversation>\S+) :\x01?ACTION (?P<text>.*?)\x01?$",
    told=r"\S{0,64} ?:\S+ [A-Z0-9]+\b.*",
)
_TALKS = _Body(says=rf"<{_MODE}{_NICK}> (?!.*</(?P=speaker)>)(?P<text>.*)", told=r"(?:\*{3}|-!-|={3}) .*")

DIALECTS = (
    _dialect("[HH:MM] <nick> (mIRC, ZNC, energymech, eggdrop, KVIrc, irclogs.ubuntu.com)", rf"\[{_TIME}\] ++"),
    _dialect("HH:MM <nick> (irssi, XChat 1, perlbot)", rf"{_TIME} ++"),
    _dialect("weechat", rf"{_ISO}\t", _WEECHAT),
    _dialect("ISO <nick> (supybot, Limnoria, The Lounge, HydraIRC, catgirl)", rf"\[?{_ISO}\]?\s++"),
    _dialect("Mon DD HH:MM:SS <nick> (HexChat, XChat)", rf"(?P<date>{_MONTH_DAY}) {_TIME} ++"),
    _dialect("day Mon DD HH:MM:SS YYYY <nick> (mbot)", rf"(?P<date>{_MONTH_DAY} {_TIME} \d{{4}}) ++"),
    _dialect("dircproxy", rf"\[{_DATE} {_TIME}\] ", _DIRCPROXY),
    _dialect("[date time] <nick> (muh, rbot, bobot++, epic)", rf"\[{_DATE}[ /@-]{{1,3}}{_TIME}\] ++"),
    _dialect("channel date [HH:MM] <nick>", rf"(?P<conversation>\S+) (?P<date>\d{{4}}-\d\d-\d\d) (?:\[{_TIME}\] ++)?"),
    _dialect("protocol (psyBNC, pircbot, ii, moobot)", r"(?P<moment>\d{10,13}) ?", _PROTOCOL),
    _dialect(
        "protocol with a date (psyBNC, zcbot, moobot)",
        r"(?P<date>\d{4}-\d\d-\d\d|\d\d/\d\d/\d\d)[ -](?P<time>\d\d[:-]\d\d[:-]\d\d)",
        _PROTOCOL,
    ),
    _dialect("[HH:MM] nick: (Textual, LimeChat)", rf"\[{_TIME}\] ", _Body(says=_NAMED_NICK), weight=0.8),
    _dialect("HH:MM nick: (LimeChat, nodelog)", rf"{_TIME} ", _Body(says=_NAMED_NICK), weight=0.75),
    _dialect("<nick> without times", "", _TALKS, weight=0.7),
)


def without_codes(line: str) -> str:
    r"""A line without mIRC's codes for colours, bold and the like.

    >>> without_codes("\x0304,01not\x03 yet\x0f")
    'not yet'
    """
    return _CODES.sub("", line)


_LINES = LineFormat("irc", DIALECTS, clean=Clean(without_codes, _MARKS))
_COLUMNS = re.compile(r"\"?[A-Za-z_][\w .]*\"?\t")
_ADDRESSED = re.compile(r"\s*+@?([^\s:,]{1,64}+)[:,](?=\s|$)")
_CAME = Late(
    rf"([^\s>]{{1,64}}) (?:{_HOST} )?(?:has )?(?:joined|entered)\b|(?:known as|Joins:|Nick change: \S+ ->) (\S+)"
)


class Irc:
    """Logs of IRC channels and queries, in the dialects of many clients."""

    name = "irc"
    about = "IRC channels and queries as clients, bouncers and bots log them"

    def sniff(self, head: Head) -> float:
        """Sure by the share of lines that the best dialect explains; a table's heading is none of them."""
        return 0.0 if _COLUMNS.match(head.start) else _LINES.sniff(head)

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once, with the addressees."""
        return with_addressees(_LINES.parse(log))


def with_addressees(items: Iterable[Parsed]) -> Iterator[Parsed]:
    """The items; a nick at the start of a message is its addressee if it was seen in the log before."""
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Message):
            seen[item.speaker.casefold()] = item.speaker
            text = item.text
            yield _addressed(item, seen) if ":" in text or "," in text else item
        else:
            if isinstance(item, Notice) and (match := _CAME.search(item.text)):
                nick = match[1] or match[2]
                seen[nick.casefold()] = nick
            yield item


def _addressed(message: Message, seen: dict[str, str]) -> Message:
    match = _ADDRESSED.match(message.text)
    nick = seen.get(match[1].casefold()) if match else None
    return replace(message, addressee=nick) if nick else message


FORMAT = Irc()
