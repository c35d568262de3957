"""The elements of an HTML or XML log that hold its messages, one after another, whatever the size of the file.

A parser tells a `Collector` what begins and ends; the collector keeps the elements that the format asks for, whole,
until they are taken, and nothing else of the document.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from chatmine.errors import DamagedError
from chatmine.limits import LIMITS

Attributes = dict[str, str]
Wanted = Callable[["Element"], bool]

_DEEPEST = 200
_LEAST = 64  # characters for which any element counts: about what it takes in memory
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset(
    ["p", "div", "li", "tr", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "table"]
)
_CELLS = frozenset(("td", "th"))
_CODE = re.compile(r"\w{2,}", re.ASCII)
_BREAK, _EDGE = "\x1d", "\x1e"  # a line break that was typed; where a block begins or ends, however often
_BREAKS = re.compile(r"\x1d *|\x1e[ \x1e]*")


class Element:
    """A tag with what is in it: texts and other elements. `line` is the 1-based line at which it begins.

    `marks` are the names and classes of all elements inside, where the collector keeps them: of the outermost, whose
    questions are mostly answered with "no such thing".
    """

    __slots__ = ("attributes", "classes", "line", "marks", "name", "parts")

    def __init__(self, name: str, attributes: Attributes, line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.classes = frozenset(attributes["class"].split()) if "class" in attributes else frozenset()
        self.line = line
        self.parts: list[Element | str] = []
        self.marks: set[str] | None = None

    def get(self, attribute: str) -> str:
        """The value of an attribute, '' where there is none."""
        return self.attributes.get(attribute, "")

    def iter(self, without: Collection[str] = ()) -> Iterator["Element"]:
        """The elements inside, in the order of the document, without those (and their insides) of these classes."""
        for part in self.parts:
            if isinstance(part, Element) and part.classes.isdisjoint(without):
                yield part
                yield from part.iter(without)

    def all(self, *marks: str, without: Collection[str] = ()) -> Iterator["Element"]:
        """The elements inside that have one of these names or, written with a dot, classes.

        >>> page = Element("div", {}, 1)
        >>> page.parts = [Element("b", {}, 1), Element("p", {"class": "text bold"}, 2)]
        >>> [found.line for found in page.all(".text", "b")]
        [1, 2]
        """
        names, classes = _sorted(marks)
        if self.marks is not None and self.marks.isdisjoint(names) and self.marks.isdisjoint(classes):
            return
        for element in self.iter(without):
            if element.name in names or not element.classes.isdisjoint(classes):
                yield element

    def first(self, *marks: str, without: Collection[str] = ()) -> "Element | None":
        """The first of `all`."""
        return next(self.all(*marks, without=without), None)

    def text(self, without: Collection[str] = (), preserved: bool = False) -> str:
        """What people see of it, a line for each block; elements of the classes in `without` are left out.

        Blanks that hold a line break are one space, as a browser shows them, unless the page preserves them.
        """
        pieces: list[str] = []
        self._show(pieces, without, preserved)
        text = _BREAKS.sub("\n", "".join(pieces)).replace("\r\n", "\n")
        return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip()

    def _show(self, pieces: list[str], without: Collection[str], preserved: bool) -> None:
        preserved = preserved or self.name == "pre"
        for part in self.parts:
            if isinstance(part, str):
                pieces.append(part if preserved else _after(pieces, flowing(part)))
            elif part.classes.isdisjoint(without):
                edge = _EDGE if part.name in _BLOCKS else ""
                pieces += filter(None, (edge, _sign(part)))
                part._show(pieces, without, preserved)
                pieces += filter(None, (edge,))


@lru_cache(maxsize=256)
def _sorted(marks: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The names and the classes among the marks."""
    return (
        frozenset(mark for mark in marks if not mark.startswith(".")),
        frozenset(mark[1:] for mark in marks if mark.startswith(".")),
    )


def flowing(text: str) -> str:
    r"""The text with every run of blanks that holds a line break as one space.

    >>> flowing("\n  see\n  you  at 5")
    ' see you  at 5'
    """
    return _BLANKS.sub(_as_shown, text) if "\n" in text or "\r" in text else text


def _as_shown(match: re.Match[str]) -> str:
    blanks = match[0]
    return " " if "\n" in blanks or "\r" in blanks else blanks


def _after(pieces: list[str], text: str) -> str:
    """The text without its first blank where the piece before it ended with one."""
    return text[1:] if text.startswith(" ") and pieces and pieces[-1].endswith((" ", _EDGE, _BREAK)) else text


def _sign(element: Element) -> str:
    """What an element shows by itself: a line break, an emoji, the end of a table's cell."""
    if element.name == "br":
        return _BREAK
    if element.name in _CELLS:
        return "\t"
    if element.name == "img" and "emoji" in element.get("class"):
        alt = element.get("alt")
        return f":{alt}:" if _CODE.fullmatch(alt) else alt
    return ""


@dataclass
class Collector:
    """Builds the wanted elements from a parser's events; `ready` are those that have ended, none of more than `most`.

    A photo inside a page is an attribute and is counted too. Where wanted elements do not nest, one that begins inside
    another ends it: its end tag was lost.
    """

    wanted: Wanted
    nests: bool = False
    dropped: Collection[str] = ()
    most: int = LIMITS.item_characters
    ready: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    _marks: set[str] = field(default_factory=set)
    _beyond: int = 0
    _size: int = 0

    def start(self, name: str, attributes: Attributes, line: int) -> None:
        """An element begins."""
        for attribute in self.dropped:
            attributes.pop(attribute, None)
        element = Element(name, attributes, line)
        if self._open and (self.nests or not self.wanted(element)):
            self._inner(element)
        elif self._open or self.wanted(element):
            self._finish()
            self._open, self._size = [element], 0
            element.marks = self._marks = set()

    def data(self, text: str) -> None:
        """Text inside the latest element."""
        if self._open:
            self._grow(len(text))
            self._open[-1].parts.append(text)

    def end(self, name: str) -> None:
        """The latest element of this name ends, and what was not ended inside it."""
        if self._beyond:
            self._beyond -= 1
            return
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == name:
                if depth == 0:
                    self._finish()
                else:
                    del self._open[depth:]
                return

    def take(self) -> list[Element]:
        """The elements that have ended since the last time."""
        taken, self.ready = self.ready, []
        return taken

    def close(self) -> None:
        """The document is at its end.

        Raises:
            DamagedError: it ends in the middle of an element; the text names its line.
        """
        if self._open:
            raise DamagedError(f"not whole: it breaks off in what begins at line {self._open[0].line}")

    def _inner(self, element: Element) -> None:
        self._grow(sum(map(len, element.attributes.values())) + _LEAST)
        self._open[-1].parts.append(element)
        self._marks.add(element.name)
        self._marks.update(element.classes)
        if len(self._open) < _DEEPEST:
            self._open.append(element)
        else:
            self._beyond += 1

    def _finish(self) -> None:
        if self._open:
            self.ready.append(self._open[0])
            self._open = []
        self._beyond = 0

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self.most:
            raise DamagedError(f"what begins at line {self._open[0].line} has no end within {self.most:,} characters")
