"""The messages of a JSON export, whether they are lines of objects or an array within a document, and where they stand.

Some exporters write both: a database dumps lines or an array, a script wraps the same objects in an answer of an API.
"""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

import ijson

from chatmine.formats.format import Log
from chatmine.formats.json_stream import ROOT, Fields, as_object, nested
from chatmine.formats.leak_objects import Found, objects
from chatmine.formats.paired_halves import PairedHalves

_BEGINNING = 1 << 16
_ANOTHER = re.compile(r"\n\{")


def entries(log: Log, arrays: Collection[str]) -> Iterator[tuple[Fields, Found]]:
    """Every entry with the fields of the object around it: by its line in JSON lines, else by its index from 0.

    `arrays` are the names under which a document may hold its entries; an array that is the document itself is read
    too.

    Raises:
        DamagedError: the document breaks off; a broken line of JSON lines is an entry with a reason instead.
    """
    if _is_document(log, arrays):
        for index, (around, value) in enumerate(nested(log, (ROOT, *arrays))):
            yield around, Found(index, 1, value)
    else:
        yield from (({}, found) for found in objects(log.lines(), log.limits.item_characters))


def _is_document(log: Log, arrays: Collection[str]) -> bool:
    """Whether the log is one JSON value: an array, or an object that no other follows."""
    start = beginning(log)
    if start.startswith("[") or _ANOTHER.search(start):
        return start.startswith("[")
    first = as_object(decoded(start.encode("utf-8", "replace")))
    return not first or any(isinstance(first.get(name), list) for name in arrays)


def beginning(log: Log) -> str:
    """The first 64 KB of the log, without leading blanks."""
    with log.binary() as stream:
        return stream.read(_BEGINNING).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")


def decoded(content: bytes | None) -> Any:
    """A small document beside the messages as a value, None where it is missing or broken: names that it lacks.

    >>> decoded(b'{"name": "deals"}'), decoded(b"{"), decoded(None)
    ({'name': 'deals'}, None, None)
    """
    try:
        return json.loads(content or b"null")
    except (ValueError, RecursionError):
        return None


def items_at(log: Log, place: str) -> Iterator[Any]:
    """What stands at a place of the document, written as ijson does (`title`, `headers.item`); a pass of its own.

    For what an export writes after the messages that need it. A document that breaks off gives what was before.
    """
    with log.binary() as stream:
        try:
            yield from ijson.items(PairedHalves(stream, log.limits.item_characters), place, use_float=True)
        except ijson.JSONError:
            return


def item_at(log: Log, place: str) -> Any:
    """The first thing that stands at a place of the document, None where nothing does."""
    return next(items_at(log, place), None)
