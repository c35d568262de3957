"""Objects that lie one after another in a text: JSON lines, printed objects without a comma between, unquoted blocks.

They are read line by line, so that each has its place and a broken one spoils nothing but itself.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chatmine.formats.json_stream import Fields
from chatmine.limits import LIMITS

Lines = Iterable[tuple[int, str]]
_LONGEST = 5_000  # lines; what does not end by then is broken
_DECODER = json.JSONDecoder(strict=False)
_LAST = re.compile(r"\}\s*+(?:,\s*+)?(?:\{\s*+)?$")
_GAP = re.compile(r"[\s,]*(?=\S)")
_FIRST_KEY = re.compile(r"\{(?P<gap>[ \t]*(?:\n[ \t]*)?)(?P<key>[A-Za-z_]\w*)[ \t]*:")


@dataclass
class Found:
    """An object with the line it begins on and the lines it takes; `value` is None where it is broken, for `reason`.

    A line that holds several objects belongs to the first: the others take only the lines after it.
    """

    line: int
    lines: int
    value: object = None
    reason: str = ""


@dataclass
class _Held:
    """The lines of an object whose end has not come yet; `taken` is the last line that belongs to one before it."""

    start: int = 0
    lines: list[str] = field(default_factory=list)
    taken: int = 0
    size: int = 0

    def hold(self, line: str) -> None:
        self.size = self.size + len(line) if self.lines else len(line)
        self.lines.append(line)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def broken(self, reason: str) -> Found:
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        found = self.found(self.start, len(self.lines), reason=reason)
        self.lines = []
        return found

    def found(self, start: int, lines: int, value: object = None, reason: str = "") -> Found:
        """What takes these lines, less those that belong to the object before."""
        before, self.taken = max(start - 1, self.taken), max(start + lines - 1, self.taken)
        return Found(start, self.taken - before, value, reason)


def objects(lines: Lines, most: int = LIMITS.item_characters) -> Iterator[Found]:
    """The JSON values that follow each other, on a line each, over many lines, or several on one line."""
    held = _Held()
    for number, line in lines:
        if held.lines and (_begins(line, held.lines[0]) or len(held.lines) > _LONGEST or held.size > most):
            yield held.broken(_why(held.text))
        if not held.lines:
            if not line.lstrip(" \t,").startswith("{"):
                yield from _stray(number, line, "not a JSON object")
                continue
            held.start = number
        held.hold(line)
        if _may_end(line, held.lines[0]):
            yield from _decoded(held)
    if held.text.strip():
        yield held.broken(_why(held.text))


def _stray(number: int, line: str, reason: str) -> Iterator[Found]:
    if line.strip(" \t\r,[]"):
        yield Found(number, 1, reason=reason)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins(line: str, first: str) -> bool:
    """Whether a new object begins here although the one before has not ended: it is no deeper than that one."""
    return line.lstrip().startswith("{") and _indent(line) <= _indent(first)


def _may_end(line: str, first: str) -> bool:
    return _indent(line) <= _indent(first) and _LAST.search(line) is not None


def values(text: str, position: int = 0) -> Iterator[tuple[int, int, object]]:
    """The JSON values that follow each other from here with nothing but blanks and commas between, and their places."""
    while match := _GAP.match(text, position):
        try:
            value, position = _DECODER.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield match.end(), position, value


def _decoded(held: _Held) -> Iterator[Found]:
    """The whole values of the held text; what remains is held on."""
    text, position = held.text, 0
    for begin, end, value in values(text):
        yield held.found(held.start + text.count("\n", 0, begin), 1 + text.count("\n", begin, end), value)
        position = end
    held.start += text.count("\n", 0, position)
    rest = text[position:]
    held.lines = rest.lstrip(" ,").split("\n") if rest.strip(" \t\r\n,").strip() else []


def _why(text: str) -> str:
    try:
        _DECODER.decode(text.strip().rstrip(","))
    except json.JSONDecodeError as error:
        return f"broken JSON: {error.msg} at column {error.colno}"
    except (ValueError, RecursionError) as error:
        return f"broken JSON: {error}"
    return "broken JSON"


def blocks(lines: Lines, most: int = LIMITS.item_characters) -> Iterator[Found]:
    """Blocks `{ key: value, … }` without quotes; one ends where the next begins, so that its values hold anything."""
    held, closed = _Held(), False
    for number, line in lines:
        opens = line.lstrip().startswith("{")
        if held.lines and ((closed and opens) or line.rstrip() == "{" or held.size > most):
            yield _block(held)
        if not held.lines:
            if not opens:
                yield from _stray(number, line, "between two blocks")
                continue
            held.start = number
        held.hold(line)
        if line.strip():
            closed = line.strip() in ("}", "},") or (len(held.lines) == 1 and line.rstrip(" ,").endswith("}"))
    if held.lines:
        yield _block(held)


def _block(held: _Held) -> Found:
    text = held.text.strip().rstrip(",")
    fields = _fields(text) if text.endswith("}") else None
    found = held.broken("a block without its end" if fields is None else "")
    found.value = fields
    return found


def _fields(text: str) -> Fields | None:
    """The fields of a block: a key stands after `{` or a comma, on its own line where the first one does.

    >>> _fields("{ ts: 2020-06-21 18:27:08, message: a, b: {c} }")
    {'ts': '2020-06-21 18:27:08', 'message': 'a', 'b': '{c}'}
    """
    first = _FIRST_KEY.match(text)
    if not first:
        return None
    gap = re.escape(first["gap"].lstrip(" \t")) if "\n" in first["gap"] else "(?<= )"
    marks = [first, *re.finditer(rf",[ \t]*+{gap}(?P<key>[A-Za-z_]\w*)[ \t]*:", text)]
    ends = [mark.start() for mark in marks[1:]] + [len(text) - 1]
    fields: Fields = {}
    for mark, end in zip(marks, ends, strict=True):
        fields.setdefault(mark["key"], text[mark.end() : end].strip())
    return fields
