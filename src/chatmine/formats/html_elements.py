"""HTML logs as a stream of the elements that hold messages; built on the standard library's tolerant parser."""

import codecs
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from chatmine.errors import DamagedError
from chatmine.formats.elements import Collector, Element, Wanted
from chatmine.formats.format import Log
from chatmine.limits import LIMITS

_CHUNK = 1 << 16
_FRAME = "div"
_LEFT_OVER = 1 << 13  # of a tag that never ends; the library tries each "<" in it again
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def html_elements(log: Log, wanted: Wanted, nests: bool = False) -> Iterator[Element]:
    """The outermost elements for which `wanted` is true, in the order in which they end.

    Raises:
        DamagedError: the document breaks off inside one of them; every whole one was yielded before.
    """
    with log.binary() as stream:
        yield from elements_of(stream, wanted, nests, log.remark, log.limits.item_characters)


def elements_of(
    stream: BinaryIO,
    wanted: Wanted,
    nests: bool = False,
    remark: Callable[[str], None] | None = None,
    most: int = LIMITS.item_characters,
) -> Iterator[Element]:
    """The same, of a stream of UTF-8 bytes; a tag, a comment or an element has at most that many characters."""
    collector = Collector(wanted, nests, most=most)
    parser = _Parser(collector)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    # What is left of an unfinished tag is looked at again: reading as much again keeps that linear.
    while chunk := stream.read(max(_CHUNK, len(parser.rawdata))):
        try:
            parser.feed(decoder.decode(chunk))
        except DamagedError:
            yield from collector.take()
            raise
        if len(parser.rawdata) > most:
            raise DamagedError(f"a tag at line {parser.getpos()[0]} has no end within {most:,} characters")
        yield from collector.take()
    parser.rawdata = parser.rawdata[:_LEFT_OVER]
    parser.close()
    yield from collector.take()
    collector.close()
    if remark and parser.unended > 0:
        remark("not whole: its last tags are missing; read as far as it goes")


class _Parser(HTMLParser):
    """Passes the parser's events on."""

    def __init__(self, collector: Collector) -> None:
        super().__init__(convert_charrefs=True)
        self._collector = collector
        self.unended = 0  # of the one element that pages are made of and that no minifier leaves unended

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self.unended += tag == _FRAME
        self._collector.start(tag, attributes, self.getpos()[0])
        if tag in _VOID:
            self._collector.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.unended -= tag == _FRAME
        if tag not in _VOID:
            self._collector.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unended -= tag == _FRAME
        if tag not in _VOID:
            self._collector.end(tag)

    def handle_data(self, data: str) -> None:
        self._collector.data(data)

    def parse_html_declaration(self, i: int) -> int:
        # The library raises on a marked section that it does not know; browsers take it for a comment.
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)
