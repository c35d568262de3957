"""Gold: messages with the mentions that people marked in them.

A line of the file is `{"text": ..., "ents": [[start, end, label], ...]}`, with `conversation` and `speaker` where they
are known; start and end are code points, end exclusive. Lines of one conversation are its messages, in the order of the
file; a line without one is a conversation of its own.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, BinaryIO

from chatmine.errors import UsageError
from chatmine.limits import LIMITS
from chatmine.records import LABELS, MONEY, ORG, PERSON, UNKNOWN, Message, Rejected

Span = tuple[int, int, str]  # start, end, label

_NAMES = {"PERSON": PERSON, "PER": PERSON, "ORG": ORG, "ORGANIZATION": ORG, "ORGANISATION": ORG, "MONEY": MONEY}
# What corpora mark beside these: no mistake of theirs, and nothing that is scored here.
_OTHERS = frozenset({
    "LOC", "LOCATION", "GPE", "MISC", "PRODUCT", "FAC", "FACILITY", "NORP", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and what is marked in it; `message.path` and `message.line` are its place in the gold."""

    message: Message
    spans: tuple[Span, ...]


@dataclass
class Gold:
    """What a file holds: messages conversation by conversation, and what was wrong with the lines that are left out.

    `others` counts the mentions of kinds that chatmine does not look for, as corpora have them.
    """

    path: str
    labelled: list[Labelled] = field(default_factory=list)
    problems: list[Rejected] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    sha256: str = ""


def read_gold(path: str) -> Gold:
    """Read a file of gold, or standard input for `-`; a line that cannot be used is left out and reported.

    Raises:
        UsageError: the file cannot be read.
    """
    gold = Gold("stdin" if path == "-" else path)
    by_conversation: dict[str, list[Labelled]] = {}
    try:
        with Path(path).open("rb") if path != "-" else nullcontext(sys.stdin.buffer) as stream:
            for number, line in _lines(stream, gold):
                if labelled := _labelled(gold, number, line):
                    by_conversation.setdefault(labelled.message.conversation, []).append(labelled)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    gold.labelled = list(chain.from_iterable(by_conversation.values()))
    return gold


def _lines(stream: BinaryIO, gold: Gold) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers from 1, without empty ones; of one that is too long only its beginning."""
    number, begins, digest = 0, True, hashlib.sha256()
    while line := stream.readline(LIMITS.line_characters):
        gold.bytes += len(line)
        digest.update(line)
        if begins:
            number += 1
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield number, line
        begins = line.endswith(b"\n")
    gold.sha256 = digest.hexdigest()


def _labelled(gold: Gold, number: int, line: bytes) -> Labelled | None:
    try:
        record = _record(line)
        spans = tuple(_spans(record, gold.others))
        conversation = _name(record, "conversation") or f"{gold.path}:{number}"
        speaker = _name(record, "speaker") or UNKNOWN
    except ValueError as error:
        gold.problems.append(Rejected(str(error), number))
        return None
    return Labelled(Message(conversation, speaker, record["text"], path=gold.path, line=number), spans)


def _record(line: bytes) -> dict[str, Any]:
    """The object of a line, with a text and a list of mentions.

    Raises:
        ValueError: there is none; the text says why.
    """
    try:
        record = json.loads(line)
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('no object with a "text"')
    if not isinstance(record.get("ents"), list):
        raise ValueError('no list "ents"; a message without mentions has an empty one')
    if any("\ud800" <= letter <= "\udfff" for letter in record["text"]):
        raise ValueError("the text holds half a character (a lone surrogate)")
    return record


def _name(record: dict[str, Any], key: str) -> str:
    name = record.get(key)
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        raise ValueError(f"{key} is neither a text nor a number")
    return "" if name is None else str(name)


def _spans(record: dict[str, Any], others: Counter[str]) -> list[Span]:
    """The mentions that are scored, in order; those of other kinds are counted in `others`.

    Raises:
        ValueError: one of them is wrong.
    """
    given = [_span(mention, record["text"]) for mention in record["ents"]]
    spans = sorted((start, end, _NAMES[label]) for start, end, label in given if label in _NAMES)
    for one, other in pairwise(spans):
        if other[0] < one[1]:
            raise ValueError(f"mentions overlap: {list(one)} and {list(other)}")
    others.update(label for *_, label in given if label not in _NAMES)
    return spans


def _span(mention: Any, text: str) -> Span:
    match mention:
        case [int(start), int(end), str(label)] if not (isinstance(start, bool) or isinstance(end, bool)):
            pass
        case _:
            raise ValueError(f"a mention is not [start, end, label]: {json.dumps(mention)[:60]}")
    if not 0 <= start < end <= len(text):
        raise ValueError(f"a mention from {start} to {end} is outside the text, which has {len(text)} characters")
    if label.upper() not in _NAMES.keys() | _OTHERS:
        raise ValueError(f"there is no label {label[:40]!r}; write {', '.join(LABELS)}")
    return start, end, label.upper()
