"""Bare transcripts: who spoke, a colon, what was said; with or without a time, typed by hand or by some program.

Any text has lines with a colon, so this format bids low and only where the words before the colons behave as speakers
do: few, short, coming back, and none of the keys and openings that `not_speakers.txt` lists. In an undated transcript
only such names begin a turn, so that `Options: a or b` inside a turn stays there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import islice

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.records import Message

_NOT_SPEAKERS = frozenset(
    word
    for line in files("chatmine.formats").joinpath("not_speakers.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_OPENINGS = frozenset(word[:-1] for word in _NOT_SPEAKERS if word.endswith("*"))
_NOT_TEXT = re.compile(
    r"\.(?:ya?ml|ini|cfg|conf|toml|properties|json|xml|html?|css|jsx?|tsx?|pyi?|rb|go|rs|c|h|cpp|java|sh|sql)$", re.I
)
_FILE = re.compile(r"\w\.[a-z]{1,4}$")
_BEGINS_NAME = re.compile(r"\+\d|[@_~]?\w*[^\W\d]|[\u2000-\U0010ffff]")  # a letter, a phone number, an emoji
_MOST_SPEAKERS = 300

_NUMERIC = r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}"
_MONTH = r"[^\W\d_]{3,10}\.?"
_NAMED = rf"\d{{1,2}}\.? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
_DATE = rf"(?:[^\W\d_]{{2,10}}\.?,? )?(?:{_NUMERIC}|{_NAMED})"
_TIME = r"(?:[上下]午|오[전후])?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,6})?(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?"
_WHENS = {
    "time": rf"(?P<time>{_TIME})",
    "date and time": rf"(?:(?P<date>{_DATE})(?:,? |T))?(?P<time>{_TIME})",
    "date and time with zone": r"(?P<moment>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))",
}
# A name holds no character of code, paths, addresses or markup; at most five words, checked apart.
_NAME = r"(?![-#>|=/*\s])[^:：<>{}\[\]()=/\\|\"`;!?*\t]{1,40}"
_BOLD = r"(?:\*\*|__)?"
_SAYS = rf"{_BOLD}(?P<speaker>{_NAME}|){_BOLD}(?:：|:(?=\s|\*\*|__|$)){_BOLD}\s*(?P<text>.*)"
_HEADING = re.compile(r"#{1,6} |[-=_*~]{3,}\s*$")
_TOKEN = re.compile(r"(?:[^\W_]|[.-])*+(?:[/_][\w./-]*+=?|=)[\w./-]*$")  # a path, an identifier, an assignment
_DAY = re.compile(
    rf"(?:#{{1,6}} |[-=—– ]{{2,}})?(?:Date: |日期[:：] ?|Datum: )?(?P<date>{_DATE})(?: ?[-=—– ]{{2,}}| ?\(\w+\))?$",
    re.I,
)


def _dialect(name: str, pattern: str) -> Dialect:
    return Dialect(name, re.compile(pattern), notice=_HEADING, day=_DAY, preamble=True, rolls=True)


_FRAMES = {
    "[{}] name": rf"[\[(]WHEN[\])]\s{{0,3}}(?:[-–]\s{{1,3}})?{_SAYS}",
    "{} name": rf"WHEN[,;]?\s{{1,4}}(?:[-–|] )?{_SAYS}",
    "name ({})": rf"{_BOLD}(?P<speaker>{_NAME}) ?[(\[]WHEN[)\]]{_BOLD}[:：]{_BOLD}\s*(?P<text>.*)",
}
_TIMED = tuple(
    _dialect(name.format(when), frame.replace("WHEN", pattern))
    for name, frame in _FRAMES.items()
    for when, pattern in _WHENS.items()
)
_UNTIMED = _dialect("name", _SAYS)


def finish(message: Message) -> Parsed:
    """A turn without the line break after a speaker who stands alone on the line."""
    text = message.text.strip()
    return message if text == message.text else replace(message, text=text)


_LINES = LineFormat("transcript", (*_TIMED, _UNTIMED), finish=finish)


class Transcript:
    """Turns of speakers, in any script, with or without times."""

    name = "transcript"
    about = "bare transcripts: `Name: text` with or without a time, dated or not, in any script"

    def sniff(self, head: Head) -> float:
        """0.6 at most, and 0.5 for a handful of lines with nothing but the names to tell."""
        lines = head.lines[:400]
        if not lines or _NOT_TEXT.search(head.path) or head.start[:1] in "{<":
            return 0.0
        bids = [_bid_timed(dialect, lines) for dialect in _TIMED]
        return max(*bids, _bid_untimed(lines))

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the way of writing times that most of its lines have, or by its speakers alone."""
        lines = list(islice((line for _, line in log.lines() if line.strip()), 400))
        best = max(_TIMED, key=lambda dialect: _turns(dialect, lines))
        if _turns(best, lines) * 3 < _turns(_UNTIMED, lines):
            best = _among(_speakers(_names(log)))
        return replace(_LINES, dialects=(best,)).parse(log)


def may_be_name(name: str) -> bool:
    """Whether a person or a role could be called so, by the look of it.

    >>> may_be_name("Ann"), may_be_name("陆总"), may_be_name("Note"), may_be_name("The options that we have now are")
    (True, True, False, False)
    """
    words = name.casefold().split()
    if not 0 < len(words) <= 5 or words[0] in _OPENINGS or " ".join(words) in _NOT_SPEAKERS:
        return False
    return _BEGINS_NAME.match(name) is not None and not _FILE.search(name)


def _turns(dialect: Dialect, lines: list[str]) -> int:
    return sum(dialect.message.match(line) is not None for line in lines)


def _names_in(dialect: Dialect, lines: Iterable[str]) -> list[str]:
    matches = (dialect.message.match(line) for line in lines)
    return [match["speaker"].strip() for match in matches if match]


def _bid_timed(dialect: Dialect, lines: list[str]) -> float:
    """Times before names are good evidence, unless the names are those of a program's log."""
    names = _names_in(dialect, lines)
    people = [name for name in names if not name or may_be_name(name)]
    if len(people) < 0.2 * len(lines) or len(people) < 0.9 * len(names) or _of_a_program(names):
        return 0.0
    return 0.6 if _come_back(Counter(people)) else 0.5


def _of_a_program(names: list[str]) -> bool:
    """Whether all begin with one lower-case word, as in a system's log: `web1 kernel`, `web1 cron`, or `myapp`."""
    return len({name.split(" ")[0] for name in names}) == 1 and names[0].islower() and len(names) > 2


def _come_back(names: Counter[str]) -> bool:
    """Whether the names are few for their lines: each comes 1.5 times at least on the whole."""
    return names.total() >= 3 and names.total() >= 1.5 * len(names)


def _bid_untimed(lines: list[str]) -> float:
    """Only where the words before the colons are names, come back, and what follows them is speech."""
    lines = [line for line in lines if not _HEADING.match(line)]
    names = _names_in(_UNTIMED, lines)
    people = Counter(name for name in names if not name or may_be_name(name))
    if not people or people.total() < 0.8 * len(names) or not _speech(lines):
        return 0.0
    if len(lines) <= 4:
        return 0.5 if people.total() == len(lines) and all(map(_capital, people)) else 0.0
    share = sum(count for count in people.values() if count > 1) / len(lines)
    return 0.5 + 0.1 * min(share, 1.0) if share >= 0.3 and _come_back(people) and len(people) > 1 else 0.0


def _capital(name: str) -> bool:
    return not name[:1].islower()


def _speech(lines: list[str]) -> bool:
    """Whether what is said has words: not numbers, paths and single tokens as the values of settings are."""
    said = _said(lines)
    worded = sum(
        bool(re.search(r"[^\W\d_]", text)) and text.rstrip()[-1:] not in set("{};=") and not _TOKEN.match(text)
        for text in said
    )
    long = sum(" " in text.strip() or len(text) > 6 for text in said)
    return worded >= 0.7 * len(said) and long >= 0.3 * len(said)


def _said(lines: list[str]) -> list[str]:
    """What stands after the names, or below those that stand alone."""
    turns = [_UNTIMED.message.match(line) for line in lines]
    below = [*("" if turn else line for turn, line in zip(turns, lines, strict=True)), ""]
    return [turn["text"] or below[at] for at, turn in enumerate(turns, 1) if turn]


def _names(log: Log) -> Counter[str]:
    return Counter(_names_in(_UNTIMED, (line for _, line in log.lines())))


def _speakers(names: Counter[str]) -> list[str]:
    """Those who speak in an undated transcript: who comes back, and who comes once and is written as the others are."""
    likely = {name: count for name, count in names.items() if name and may_be_name(name)}
    proper = any(name[0].isupper() for name, count in likely.items() if count > 1)
    known = [
        name
        for name, count in likely.items()
        if count > 1 or (len(name.split()) <= 3 and (not proper or _capital(name)))
    ]
    return sorted(known, key=lambda name: -likely[name])[:_MOST_SPEAKERS]


def _among(speakers: list[str]) -> Dialect:
    """Turns that begin with one of these names, or with none at all."""
    one = "|".join(re.escape(name) for name in speakers) or _NAME
    return _dialect("name", _SAYS.replace(f"{_NAME}|", rf"(?:{one})\s*|"))


FORMAT = Transcript()
