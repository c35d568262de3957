"""The words of dates and times in many languages: months, and the halves of the day."""

import re
from importlib.resources import files


def _words() -> dict[str, str]:
    """Each word of `calendar.txt` with the number of its month, or `am` or `pm`."""
    lines = files("chatmine.formats").joinpath("calendar.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {word: name for name, *words in rows for word in words}


_WORDS = _words()
MONTHS = {word: int(name) for word, name in _WORDS.items() if name.isdigit()}
_HALVES = {word: name for word, name in _WORDS.items() if not name.isdigit()}
_BETWEEN_WORDS = re.compile(r"[\d\s,/:()’'\-–]+")
_IN_WORDS = dict.fromkeys(map(ord, ".\u200e\u200f\u202f’'‘׳״\""))
_NO_LETTERS = re.compile(r"[\d\s:.,’'׳״\"\u200e\u200f]+")

_AFTERNOON = re.compile(r"p\.?\s?m\b|下午|午後|오후|晚上|中午", re.IGNORECASE)
_MORNING = re.compile(r"a\.?\s?m\b|上午|午前|오전|凌晨|早上", re.IGNORECASE)


def month_named(text: str) -> int | None:
    """The month whose name stands in a date; the last one, since Spanish `mar` before it is a Tuesday."""
    words = (word.translate(_IN_WORDS) for word in _BETWEEN_WORDS.split(text.casefold()))
    found = [MONTHS[word] for word in words if word in MONTHS]
    if not found:
        found = [MONTHS[word] for word in re.findall(r"[^\W\d_]+", text.casefold()) if word in MONTHS]
    return found[-1] if found else None


def half_named(text: str) -> str:
    """`am` or `pm`, where a time says in any language which half of the day it is in."""
    if half := _HALVES.get(_NO_LETTERS.sub("", text).casefold()):
        return half
    return "pm" if _AFTERNOON.search(text) else "am" if _MORNING.search(text) else ""
