"""JSON documents as streams: one item after another, whatever the size of the file.

An item is what the arrays of a document hold. A document that breaks off yields every item before the break, then
raises `DamagedError`. The `as_…` functions read values that may not be what their format says: exports are edited,
trimmed and forged.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

import ijson

from chatmine.errors import DamagedError
from chatmine.formats.format import Log
from chatmine.formats.paired_halves import PairedHalves

ROOT = ""  # the name of an array that is the document itself
Fields = dict[str, Any]
_Event = tuple[str, Any]
_Events = Iterator[_Event]
_OPENS = {"start_map": dict, "start_array": list}
_ENDS = ("end_map", "end_array")
_DEEPEST = 50


def nested(log: Log, arrays: Collection[str]) -> Iterator[tuple[Fields, Any]]:
    """Every item of the arrays with these names, wherever they lie, with the fields read before of the object around.

    `ROOT` among the names stands for a document that is an array itself. The fields of an object that comes before
    them are known to its items: the title of a chat, the channel of an export. Other arrays are not kept.

    Raises:
        DamagedError: the document breaks off or is nested too deep; the text names the item that could not be read.
    """
    with log.binary() as stream:
        events = ijson.basic_parse(PairedHalves(stream), use_float=True)
        yield from _guarded(_document(events, arrays))


def _guarded(values: Iterator[Any]) -> Iterator[Any]:
    """The same values; what the JSON library raises becomes an error that says where."""
    index = -1
    try:
        for index, value in enumerate(values):  # noqa: B007
            yield value
    except ijson.JSONError as error:
        reason = re.split(r"\n|\\n", str(error).removeprefix("b'"))[0].strip()
        raise DamagedError(f"not whole: the JSON cannot be read at item {index + 1} ({reason})") from error


def _document(events: _Events, arrays: Collection[str]) -> Iterator[tuple[Fields, Any]]:
    for event, _ in events:
        if event == "start_map":
            yield from _object(events, arrays, {}, 0)
        elif event == "start_array":
            yield from _array(events, arrays, ROOT in arrays, {}, 0)


def _object(events: _Events, arrays: Collection[str], fields: Fields, depth: int) -> Iterator[tuple[Fields, Any]]:
    """The items of an object's arrays; its other fields are written to `fields` as they come."""
    if depth > _DEEPEST:
        raise DamagedError(f"the JSON is nested more than {_DEEPEST} deep")
    for event, name in events:
        if event == "end_map":
            return
        event, value = next(events)  # noqa: PLW2901
        if event == "start_map":
            inner: Fields = {}
            fields[name] = inner
            yield from _object(events, arrays, inner, depth + 1)
        elif event == "start_array":
            yield from _array(events, arrays, name in arrays, fields, depth)
        else:
            fields[name] = value


def _array(
    events: _Events, arrays: Collection[str], wanted: bool, fields: Fields, depth: int
) -> Iterator[tuple[Fields, Any]]:
    if depth > _DEEPEST:
        raise DamagedError(f"the JSON is nested more than {_DEEPEST} deep")
    for event, value in events:
        if event == "end_array":
            return
        if wanted:
            yield fields, _whole(events, event, value)
        elif event == "start_map":
            yield from _object(events, arrays, {}, depth + 1)
        elif event == "start_array":
            yield from _array(events, arrays, False, fields, depth + 1)


def _whole(events: _Events, event: str, value: Any) -> Any:
    """The value that begins with this event, built without recursion: its depth is the author's choice."""
    if event not in _OPENS:
        return value
    whole = _OPENS[event]()
    around = [(whole, "")]
    key = ""
    for event, value in events:  # noqa: PLR1704
        if event == "map_key":
            key = value
        elif event in _ENDS:
            key = around.pop()[1]
            if not around:
                break
        else:
            made = _OPENS[event]() if event in _OPENS else value
            _put(around[-1][0], key, made)
            if event in _OPENS:
                around.append((made, key))
    return whole


def _put(container: Any, key: str, value: Any) -> None:
    if type(container) is list:
        container.append(value)
    else:
        container[key] = value


def as_text(value: object) -> str:
    """A string or number as text, everything else as none.

    >>> as_text("a"), as_text(12), as_text(None), as_text(["a"])
    ('a', '12', '', '')
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def as_object(value: object) -> Fields:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """The value if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def first_text(*values: object) -> str:
    """The first of the values that is a text with something in it.

    >>> first_text(None, "", " ", "Ann")
    'Ann'
    """
    return next((text for text in map(as_text, values) if text.strip()), "")
