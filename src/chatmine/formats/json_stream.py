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
_LEAST = 64  # characters for which any value counts: about what it takes in memory


def nested(log: Log, arrays: Collection[str]) -> Iterator[tuple[Fields, Any]]:
    """Every item of the arrays with these names, wherever they lie, with the fields read before of the object around.

    `ROOT` among the names stands for a document that is an array itself. The fields of an object that comes before
    them are known to its items: the title of a chat, the channel of an export. Other arrays are not kept. Of an item,
    and of the fields around items, no more is kept than the log's limits allow; a remark says so.

    Raises:
        DamagedError: the document breaks off or is nested too deep; the text names the item that could not be read.
    """
    with log.binary() as stream:
        events = ijson.basic_parse(PairedHalves(stream, log.limits.item_characters), use_float=True)
        yield from _guarded(_Document(events, arrays, log).items())


def _guarded(values: Iterator[Any]) -> Iterator[Any]:
    """The same values; what the JSON library raises becomes an error that says where."""
    index = -1
    try:
        for index, value in enumerate(values):  # noqa: B007
            yield value
    except ijson.JSONError as error:
        reason = re.split(r"\n|\\n", str(error).removeprefix("b'"))[0].strip()
        raise DamagedError(f"not whole: the JSON cannot be read at item {index + 1} ({reason})") from error


class _Document:
    """One pass over the events of a document; `_room` is what may still be kept of the fields around items."""

    def __init__(self, events: _Events, arrays: Collection[str], log: Log) -> None:
        self._events, self._arrays, self._log = events, arrays, log
        self._deepest, self._most = log.limits.nesting, log.limits.item_characters
        self._room = self._most

    def items(self) -> Iterator[tuple[Fields, Any]]:
        for event, _ in self._events:
            if event == "start_map":
                yield from self._object({}, 0)
            elif event == "start_array":
                yield from self._array(ROOT in self._arrays, {}, 0)

    def _object(self, fields: Fields, depth: int) -> Iterator[tuple[Fields, Any]]:
        """The items of an object's arrays; its other fields are written to `fields` as they come."""
        self._check(depth)
        for event, name in self._events:
            if event == "end_map":
                return
            event, value = next(self._events)  # noqa: PLW2901
            if event == "start_map":
                inner: Fields = {}
                self._keep(fields, name, inner)
                yield from self._object(inner, depth + 1)
            elif event == "start_array":
                yield from self._array(name in self._arrays, fields, depth)
            else:
                self._keep(fields, name, value)

    def _array(self, wanted: bool, fields: Fields, depth: int) -> Iterator[tuple[Fields, Any]]:
        self._check(depth)
        for event, value in self._events:
            if event == "end_array":
                return
            if wanted:
                yield fields, self._whole(event, value)
            elif event == "start_map":
                yield from self._object({}, depth + 1)
            elif event == "start_array":
                yield from self._array(False, fields, depth + 1)

    def _check(self, depth: int) -> None:
        if depth > self._deepest:
            raise DamagedError(f"the JSON is nested more than {self._deepest} deep")

    def _keep(self, fields: Fields, name: str, value: Any) -> None:
        self._room -= _size(name) + _size(value)
        if self._room > 0:
            fields[name] = value
        else:
            self._log.remark(f"more than {self._most:,} characters around its messages: the rest of that is left out")

    def _whole(self, event: str, value: Any) -> Any:
        """The value that begins with this event, built without recursion: its depth is the author's choice."""
        if event not in _OPENS:
            return value
        whole = _OPENS[event]()
        around, key, room = [whole], "", self._most
        for event, value in self._events:  # noqa: PLR1704
            if event == "map_key":
                key = value
            elif event in _ENDS:
                around.pop()
                if not around:
                    break
            else:
                made = _OPENS[event]() if event in _OPENS else value
                room -= _size(key) + _size(made)
                self._put(around[-1], key, made, room)
                if made is not value:
                    around.append(made)
        return whole

    def _put(self, container: Any, key: str, value: Any, room: int) -> None:
        if room <= 0:
            self._log.remark(f"an item of more than {self._most:,} characters: the rest of it is left out")
        elif type(container) is list:
            container.append(value)
        else:
            container[key] = value


def _size(value: Any) -> int:
    return _LEAST + len(value) if isinstance(value, str) else _LEAST


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
