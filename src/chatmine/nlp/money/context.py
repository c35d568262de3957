"""What the words around an amount say of it: bound, approximation, period or unit."""

import re
from dataclasses import dataclass

from chatmine.nlp.money.pattern import IN_WORD, LETTERS, Pattern
from chatmine.nlp.money.tables import WORDS, either

MOST_WORDS, MOST_SIGNS = 4, 5
KINDS = ("approx", "min", "max")
BEFORE = {phrase: kind for kind in KINDS for phrase in WORDS[f"{kind} before"]}
AFTER = {phrase: kind for kind in KINDS for phrase in WORDS[f"{kind} after"]}
NAMES = ("hour", "day", "week", "month", "year", "night", "person", "item", "person/month", "person/night")
PERIODS = {form: name for name in NAMES for form in WORDS[f"per {name}"]}
UNIT = rf"{LETTERS}(?:/{LETTERS})?"
# Where Chinese goes over into English: 预算about $50.
SEAM = Pattern(r"(?<=[\u4e00-\u9fff])(?=[a-z])")
PER_LATIN = Pattern(
    rf"(?i: ?/ ?({UNIT})(?!{IN_WORD}|[$£€¥])"
    rf"|[ -]?(?:per|a|an|every|each|pr)[ -](?:calendar )?({UNIT})(?: per ({UNIT}))?"
    rf"| ?(p\.?[ahwm]\.?|{either('glued periods')}"
    r"|monthly|weekly|daily|hourly|yearly|annually|nightly|annual)(?![a-z]))"
)
PER_HAN = Pattern(r" ?(?:/|每|一|1)个? ?(小时|星期|礼拜|[月周天日年晚夜时]|[\u4e00-\u9fff]{1,2})")
PER_HAN_BEFORE = Pattern(
    r"(每个?月|每年|每天|每日|每周|每小时|每晚|每个?(?:人|平米|平|吨|斤|公斤|小时)|月薪|月租|月供|年薪|年包|日薪|时薪|周薪)[^，。,.!?]{0,4}$"
)
PER_BEFORE = Pattern(
    r"\b(hourly|daily|weekly|monthly|yearly|annual)(?: \w+){0,2} (?:is |of |at |was |= ?|: ?)?$", re.IGNORECASE
)


@dataclass(slots=True)
class Context:
    """What stands around an amount."""

    bound: str | None = None
    approx: bool = False
    per: str | None = None


def read_context(text: str, start: int, end: int) -> Context:
    """Look outward from an amount, a few words each way."""
    context = Context()
    look_before(text[max(0, start - 32) : start], context)
    look_after(text[end : end + 40], context)
    return context


def look_before(text: str, context: Context) -> None:
    """about, at least, up to, 大概, 至少 ..., and the period that opens the phrase (每月)."""
    text = SEAM.sub(" ", text.lower().replace("(", " ").rstrip(" :"))
    if not text:
        return
    while found := phrase_before(text.removesuffix(" a").removesuffix(" an")):
        phrase, kind = found
        note(context, kind)
        text = text[: text.rindex(phrase)].rstrip()
    period = PER_HAN_BEFORE.search(text) or PER_BEFORE.search(text)
    if period:
        context.per = name_of(period[1])


def phrase_before(text: str) -> tuple[str, str] | None:
    """The longest known phrase at the end of the text, by words, else by signs or Chinese characters."""
    words = text.split(" ")[-MOST_WORDS:]
    ends = [" ".join(words[start:]) for start in range(len(words))]
    ends += [
        text[-size:] for size in range(MOST_SIGNS, 0, -1) if not text[-size:].isascii() or not text[-size:].isalnum()
    ]
    return next(((end, BEFORE[end]) for end in ends if end in BEFORE), None)


def look_after(text: str, context: Context) -> None:
    """`+`, or more, 以上, 左右, /hr, a month ..., in any order."""
    end = 0
    while end < len(text):
        found = phrase_after(text[end:])
        period = None if found else per(text, end)
        if found:
            note(context, AFTER[found.lower()])
            end = text.index(found, end) + len(found)
        elif period and context.per is None:
            context.per, end = period
        else:
            break


def phrase_after(text: str) -> str | None:
    """The longest known phrase at the start of the text, unless it belongs to what comes after it."""
    if ADDITION.match(text):
        return None
    text = text.lstrip(" ,(")
    words = LATIN_WORDS.match(text)
    parts = words[0].split(" ") if words else []
    starts = [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    starts += [
        text[:size] for size in range(MOST_SIGNS, 0, -1) if not text[:size].isalnum() or not text[:size].isascii()
    ]
    return next((start for start in starts if start.lower() in AFTER), None)


# £500 + bills, 65w+期权, £95 min 3 nights; `$500+ deposit` and `£500 plus a week` are bounds.
ADDITION = Pattern(
    r" +(?:\+|plus) *(?!(?:an?|per|each|every)\b)[\w$£€¥]|\+(?![的吧了啊呢左以每一/])[\w$£€¥]"
    r"|,? *\(?(?:min|max|minimum|maximum)\.? \d"
)
LATIN_WORDS = Pattern(r"[A-Za-z-]+(?: [A-Za-z]+){0,3}")


def note(context: Context, kind: str) -> None:
    """Record one word's meaning; the bound nearest to the amount wins."""
    if kind == "approx":
        context.approx = True
    else:
        context.bound = context.bound or kind


def per(text: str, end: int) -> tuple[str, int] | None:
    """The period or the unit that a price is for, and where its words end."""
    match = PER_LATIN.match(text, end) or PER_HAN.match(text, end)
    if match is None:
        return None
    found = [name_of(part) for part in match.groups() if part]
    known = found[0] in PERIODS.values() or match[0].lstrip().lower().startswith(("/", "per", "每", "一", "1", "p"))
    return ("/".join(found), match.end()) if known else None


def name_of(unit: str) -> str:
    """The plain name of a period, in English (`mo`, `pcm`, 月 are `month`); a unit stays as written.

    >>> name_of("mo"), name_of("月"), name_of("kWh")
    ('month', 'month', 'kWh')
    """
    if unit.isascii():
        return PERIODS.get(unit.lower().replace(".", ""), unit)
    bare = unit.removeprefix("每").removeprefix("个")
    return PERIODS.get(bare[:1], bare)
