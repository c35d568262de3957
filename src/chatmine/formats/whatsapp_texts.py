"""What WhatsApp writes into a chat by itself: placeholders, calls, polls, notices, told from what people wrote.

iOS sets U+200E before each text of its own, whatever its language; elsewhere the phrases decide, which
`whatsapp_phrases.toml` lists by language.
"""

import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from chatmine.formats.format import MARKS, Parsed
from chatmine.records import Message, Notice

_PHRASES: dict[str, list[str]] = tomllib.loads(
    files("chatmine.formats").joinpath("whatsapp_phrases.toml").read_text(encoding="utf-8")
)
_KINDS = {phrase: kind for kind in ("media", "deleted") for phrase in _PHRASES[kind]}
_BEGINNING = 4  # letters: no phrase is shorter


def _any(kind: str) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(_PHRASES[kind], key=len, reverse=True))


_LRM = "\u200e"
_AROUND = MARKS + " <>.。\n"
_EDGES = frozenset(("", *_AROUND))
_WRAPPED = re.compile("[\u200e\u2066-\u2069\ufeff]+")  # set by WhatsApp, not typed
_EDITED = re.compile(rf"\s?(?:\u200e<[^<>:]{{3,60}}>|<(?:{_any('edited')})\.?>)$", re.IGNORECASE)
_CALL = re.compile(rf"(?:{_any('call')})(?:[,.•] ?.*)?$", re.IGNORECASE)
_MISSED = frozenset({"missed", "verpas"})  # how calls begin that have no comma
_ENCLOSING = frozenset(")>")
_EXTENSION = (
    r"\.(?:jpe?g|png|webp|gif|mp[34]|opus|m4a|aac|ogg|amr|3gp|mov|avi|pdf|docx?|xlsx?|pptx?|txt|csv|zip|rar|vcf|apk)"
)
_FILE = re.compile(rf"[^/\n]{{1,160}}{_EXTENSION}(?: •.*)?$", re.IGNORECASE)
_ATTACHED = re.compile(
    rf"\u200e?(?:[^\n]{{1,160}}\.\w{{2,5}} \((?:{_any('attached')})\)"
    r"|(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d{4}\.\w{2,5} \([^()]{3,40}\))$",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(r"(?P<caption>.*?)\s?\u200e?<[^<>:]{2,30}: [^<>]+\.\w{2,5}>$", re.DOTALL)
_PLACE = re.compile(r"\u200e?[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?: https://maps\.google\.com/\?q=")
_POLL = re.compile(r"\u200e?[^\W\d_]{3,20}:[^\S\n]*\n.*\n\u200e[^\W\d_]{3,20}: ", re.DOTALL)
_POLL_WORDS = re.compile(r"^\u200e[^\W\d_]{3,20}:\s*| \(\u200e?\d+ [^()\n]*\)$", re.MULTILINE)
_NOTICE = re.compile(_any("notice"), re.IGNORECASE)
_ENCRYPTION = tuple(_PHRASES["encryption"])
_ENCRYPTION_ASCII = tuple(filter(str.isascii, _ENCRYPTION))
_IN_EACH = ("end-to-end", "extremo a extremo", "ponta a ponta")  # one of them is in each of the ASCII ones
_SHORTEST = 45  # no notice about encryption is shorter, in Chinese neither
_BEGINNINGS = frozenset(phrase[:_BEGINNING] for phrase in (*_KINDS, *_MISSED))


def finish(message: Message, names: dict[str, tuple[str, ...]]) -> Parsed:
    """The message with its own name, text and kind, or the notice that it is; `names` are those that hold a colon."""
    speaker, text = message.speaker, message.text
    if not names and _is_ordinary(text) and message.kind == "text" and person(speaker) == speaker:
        return message
    speaker, text = _split(speaker, text, names) if names else (speaker, text)
    text = _EDITED.sub("", text) if text.endswith(">") else text
    kind, said = _judge(text, message.kind)
    name = person(speaker)
    if kind == "notice" or not name:
        whole = text if kind == "notice" else f"{speaker}: {text}"
        return Notice(_plain(whole).strip(), message.line, message.lines, message.timestamp)
    said = _plain(said)
    if name == message.speaker and said == message.text and kind == message.kind:
        return message
    return replace(message, speaker=name, text=said, kind=kind)


def _is_ordinary(text: str) -> bool:
    """Whether it shows at a glance that all of a text is somebody's own, so that it need not be judged: most are."""
    if not text.isascii() or "," in text or "\n" in text or text[:1] in _EDGES or text[-1:] in _ENCLOSING:
        return False
    small = text.lower()
    if small[:_BEGINNING] in _BEGINNINGS or "://maps." in text:
        return False
    return len(text) <= _SHORTEST or not _may_speak_of_encryption(small)


@lru_cache(maxsize=4096)
def person(name: str) -> str:
    """A name without the marks around it and the tilde before those that are in no address book; '' if it is no name.

    >>> person("~\u202fMarta"), person("\u202a+1 234\u202c"), person("Ann changed the subject to “Deals")
    ('Marta', '+1 234', '')
    """
    if _NOTICE.search(name):
        return ""
    return name.strip(MARKS + " ").removeprefix("~").strip(MARKS + " \u202f\xa0") or name


def _split(speaker: str, text: str, names: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    for name in names.get(speaker, ()):
        if f"{speaker}: {text}".startswith(f"{name}: "):
            return name, f"{speaker}: {text}"[len(name) + 2 :]
    return speaker, text


def _judge(text: str, kind: str) -> tuple[str, str]:
    """The kind of a message and what a person wrote in it."""
    if kind == "action":
        return "deleted", ""
    first, _, rest = text.partition("\n")
    bare = first.strip(_AROUND).casefold()
    if bare in _KINDS:
        return _KINDS[bare], _caption(rest)
    if (_LRM in first or "," in bare or bare[:6] in _MISSED) and _CALL.match(bare):
        return "call", ""
    if first[-1:] in _ENCLOSING or "://maps." in first:
        return _enclosing(text, first, rest)
    if _LRM in text:
        return _marked(text, kind)
    return ("notice", "") if len(bare) > _SHORTEST and _speaks_of_encryption(bare) else ("text", text)


def _speaks_of_encryption(bare: str) -> bool:
    if not bare.isascii():
        return any(phrase in bare for phrase in _ENCRYPTION)
    return _may_speak_of_encryption(bare) and any(phrase in bare for phrase in _ENCRYPTION_ASCII)


def _may_speak_of_encryption(bare: str) -> bool:
    one, another, third = _IN_EACH  # this is asked of every long message
    return one in bare or another in bare or third in bare


def _enclosing(text: str, first: str, rest: str) -> tuple[str, str]:
    """The messages that name a file beside the export, or a place."""
    if _ATTACHED.match(first):
        return "media", _caption(rest)
    if match := _ENCLOSED.match(text):
        return "media", _caption(match["caption"])
    if _PLACE.match(first):
        return "media", ""
    return _marked(text, "text") if _LRM in text else ("text", text)


def _marked(text: str, kind: str) -> tuple[str, str]:
    """The messages in which iOS marked its own words: after the caption, or all of it."""
    caption, _, own = text.rpartition(_LRM)
    if kind == "media" or own.strip(_AROUND).casefold() in _KINDS:
        return "media", _caption(caption)
    if _POLL.match(text):
        return "text", _POLL_WORDS.sub("", text).strip()
    return ("notice", "") if text.startswith(_LRM) else ("text", text)


def _caption(text: str) -> str:
    """What stands beside a picture, unless it is only a file's name."""
    caption = _plain(text).strip()
    return "" if _FILE.match(caption) else caption


def _plain(text: str) -> str:
    return text if text.isascii() else _WRAPPED.sub("", text)
