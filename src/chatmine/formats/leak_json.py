"""JSON as leaks have it: any objects with a text, and somebody or a time, under any of the usual names.

It reads JSON lines, objects printed one after another, arrays, an array of messages within an object, and blocks whose
keys and values have no quotes. It bids under every format that knows its exporter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from chatmine.formats import leak_fields as names
from chatmine.formats.day_order import decide_day_order
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_stream import ROOT, Fields, as_text, nested
from chatmine.formats.leak_objects import Found, blocks, objects, values
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_SAMPLE = 1 << 16  # characters
_ENOUGH = 200  # objects
_ARRAY = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*\[\s*(?=\{)')
_BLOCK = re.compile(r"\{[ \t]*(?:\n[ \t]*)?[A-Za-z_]\w*[ \t]*:\s")
# Exports whose messages cannot be read without knowing them: marked up, by number only, or as one side saw them.
_OTHERS = ("MessageList", "zerver_message", "participant_data", "CreatedDateTime")
_MACHINE = {"level", "severity", "loglevel", "logger", "pid"}  # what a program logs about itself


@dataclass(frozen=True)
class _Shape:
    """How a document lays out its messages, with the first of them; `array` names the array where it is one."""

    layout: str = ""
    array: str = ROOT
    samples: list[Fields] = field(default_factory=list)


class LeakJson:
    """Messages in JSON whose exporter nobody knows."""

    name = "leak_json"
    about = "any JSON with texts and senders or times: lines, concatenated objects, arrays, unquoted blocks"

    def sniff(self, head: Head) -> float:
        """0.7 where most objects have a text, somebody and a time, 0.6 where one of the two is missing."""
        if not (head.is_json or _BLOCK.match(head.start)) or any(head.has_keys(key) for key in _OTHERS):
            return 0.0
        samples = _shape(head.start).samples
        if not samples:
            return 0.0
        full = sum(bool(names.pick(entry, names.SENDER + names.NAME) and names.when(entry)) for entry in samples)
        return 0.7 if full * 2 >= len(samples) else 0.6

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every object once: `line` is its first line, or its index where the document is or holds an array."""
        shape = _shape(_beginning(log))
        dayfirst = decide_day_order(log, (names.when(entry).split(" ")[0].rstrip(",") for entry in shape.samples))
        if shape.layout == "array":
            found = _of_array(log, shape.array)
        else:
            reader = blocks if shape.layout == "blocks" else objects
            found = (({}, item) for item in reader(log.lines(), log.limits.item_characters))
        for around, item in found:
            yield _read(log, around, item, dayfirst)


FORMAT = LeakJson()


def _beginning(log: Log) -> str:
    with log.binary() as stream:
        return stream.read(_SAMPLE).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")


def _of_array(log: Log, array: str) -> Iterator[tuple[Fields, Found]]:
    for index, (around, value) in enumerate(nested(log, (array,))):
        yield names.named(around), Found(index, 1, value)


def _shape(text: str) -> _Shape:
    """The layout of which most of the first objects are messages."""
    numbered = enumerate(text.split("\n"), 1)
    if _BLOCK.match(text):
        return _messages("blocks", ROOT, (found.value for found in blocks(numbered)))
    if not text.startswith("["):
        shape = _messages("objects", ROOT, (found.value for found in objects(numbered)))
        if shape.samples or len(list(islice(values(text), 2))) == 2:
            return shape
    places = [(ROOT, 1)] if text.startswith("[") else []
    places += [(match[1], match.end()) for match in _ARRAY.finditer(text)]
    arrays = ((array, (value for *_, value in values(text, start))) for array, start in islice(places, 20))
    shapes = (_messages("array", array, found) for array, found in arrays)
    return next((shape for shape in shapes if shape.samples), _Shape("array" if text.startswith("[") else "objects"))


def _messages(layout: str, array: str, found: Iterator[object]) -> _Shape:
    """This layout with the messages among the first values, or nothing where they are less than half of them."""
    entries = [names.named(value) if isinstance(value, dict) else {} for value in islice(found, _ENOUGH)]
    samples = [fields for fields in entries if _is_message(fields)]
    return _Shape(layout, array, samples) if samples and len(samples) * 2 >= len(entries) else _Shape()


def _is_message(fields: Fields) -> bool:
    if not _text(fields):
        return False
    sender = names.pick(fields, names.SENDER)
    return bool(sender) or (bool(names.when(fields)) and not _MACHINE & fields.keys())


def _read(log: Log, around: Fields, found: Found, dayfirst: bool) -> Parsed:
    if not isinstance(found.value, dict):
        return Rejected(found.reason or "not a message: no JSON object", found.line, found.lines)
    fields = names.named(found.value)
    if event := _event(fields):
        return Notice(event, found.line, found.lines, names.moment(fields, dayfirst))
    if not _has_text(fields) and not (names.pick(fields, names.SENDER) and names.when(fields)):
        return Rejected("no text among its fields", found.line, found.lines)
    return _message(log, around, fields, found, dayfirst)


def _message(log: Log, around: Fields, fields: Fields, found: Found, dayfirst: bool) -> Message:
    text = _text(fields)
    recipient = names.recipient(fields)
    room = names.is_room(recipient)
    rooms = (recipient if room else "", names.pick(fields, names.ROOM), names.pick(around, names.ROOM + names.TITLE))
    return Message(
        next(filter(None, rooms), log.conversation),
        names.person(names.pick(fields, names.SENDER + names.NAME)) or UNKNOWN,
        text,
        names.moment(fields, dayfirst),
        log.path,
        found.line,
        found.lines,
        kind="text" if text else "media",
        id=names.pick(fields, names.IDENTITY),
        reply_to=names.pick(fields, names.REPLY),
        addressee="" if room else names.person(recipient),
    )


def _has_text(fields: Fields) -> bool:
    return any(name in fields for name in names.TEXT)


def _text(fields: Fields) -> str:
    return next((text for name in names.TEXT if (text := names.said(fields.get(name)))), "")


def _event(fields: Fields) -> str:
    """What a server tells among the messages: Rocket.Chat's `t`, and Matrix's state events; empty for a message."""
    kind = as_text(fields.get("type"))
    if kind.startswith("m.") and kind not in ("m.room.message", "m.room.encrypted"):
        return kind
    return as_text(fields.get("t")) if "rid" in fields else ""
