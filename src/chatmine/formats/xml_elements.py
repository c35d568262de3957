"""XML logs as a stream of the elements that hold messages; entities and external files are refused (defusedxml).

Programs write XML that no parser takes: emoji as two halves (`&#55357;&#56832;`, by old versions of SMS Backup &
Restore), control characters, HTML's names of characters. It is repaired on the way.
"""

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, BinaryIO
from xml.sax import ContentHandler, SAXParseException
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from chatmine.errors import DamagedError
from chatmine.formats.elements import Collector, Element, Wanted
from chatmine.formats.format import Log

_CHUNK = 1 << 16
_REFERENCE = 34  # characters of the longest reference to a character, and one more
_HIGH = r"&#(?P<high>5529[6-9]|55[3-9]\d\d|56[0-2]\d\d|563[01]\d|x[dD][89abAB][0-9a-fA-F]{2});"
_HALF = re.compile(_HIGH)
_ODD = re.compile(
    _HIGH + r"&#(?P<low>563[2-9]\d|56[4-9]\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3]|x[dD][c-fC-F][0-9a-fA-F]{2});"
    r"|&(?P<reference>#?[0-9A-Za-z]{1,31};)?"
    r"|<!\[CDATA\[|\]\]>"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
)
_CDATA = "<![CDATA["
_OWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_LOST = "\ufffd"


def xml_elements(log: Log, wanted: Wanted, dropped: Collection[str] = ()) -> Iterator[Element]:
    """The outermost elements for which `wanted` is true; attributes in `dropped` (media in base64) are not kept.

    A document whose last tags are missing is read as far as it goes, with a remark.

    Raises:
        DamagedError: it is no XML from some line on, breaks off inside an element that is wanted, or is larger or
            nested deeper there than the log's limits allow.
    """
    limits = log.limits
    collector = Collector(wanted, nests=True, dropped=dropped, most=limits.item_characters)
    parser = create_parser()
    handler = _Handler(collector, parser)
    parser.setContentHandler(handler)
    with log.binary() as stream:
        for chunk in repaired(stream):
            problem = _feed(parser, chunk)
            yield from collector.take()
            if handler.depth > limits.nesting:
                problem = f"the XML is nested more than {limits.nesting} deep"
            if problem:
                raise DamagedError(problem)
    try:
        parser.close()
    except SAXParseException:
        collector.close()
        log.remark("not whole: its last tags are missing; read as far as it goes")


def _feed(parser: Any, chunk: str) -> str:
    """Give the parser its next text; what it does not like about it, if anything."""
    try:
        parser.feed(chunk)
    except SAXParseException as error:
        return f"not whole: no XML at line {error.getLineNumber()} ({error.getMessage()})"
    except DefusedXmlException:
        return "refused: it declares entities, by which a file can fill the memory or read other files"
    except DamagedError as error:  # what ended before it is still to be taken
        return str(error)
    return ""


class _Handler(ContentHandler):
    """Passes the parser's events on."""

    def __init__(self, collector: Collector, parser: Any) -> None:
        super().__init__()
        self._collector = collector
        self._parser = parser
        self.depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.depth += 1
        self._collector.start(name, dict(attrs.items()), self._parser.getLineNumber())

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        self._collector.end(name)

    def characters(self, content: str) -> None:
        self._collector.data(content)


def repaired(stream: BinaryIO) -> Iterator[str]:
    r"""The text of a stream of UTF-8 bytes, with everything in it that no XML parser takes put right.

    >>> import io
    >>> "".join(repaired(io.BytesIO(b"<a b='&#55357;&#56832; R&D &eacute; &#10;&#55357;\x0c'/>")))
    "<a b='😀 R&amp;D é &#10;\ufffd\ufffd'/>"
    >>> "".join(repaired(io.BytesIO(b"<a><![CDATA[R&D]]> &</a>")))
    '<a><![CDATA[R&D]]> &amp;</a>'
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    repair = _Repair()
    held = ""
    while chunk := stream.read(_CHUNK):
        text = held + decoder.decode(chunk)
        cut = _safe_cut(text)
        yield _ODD.sub(repair, text[:cut])
        held = text[cut:]
    yield _ODD.sub(repair, held)


def _safe_cut(text: str) -> int:
    """Where the text can be cut without a reference, a pair of them or a bracket of CDATA on both sides."""
    end = max(0, len(text) - _REFERENCE)
    cut = text.rfind("&", end)
    if cut >= 0:
        before = text.rfind("&", max(0, cut - _REFERENCE), cut)
        return before if before >= 0 and _HALF.fullmatch(text, before, cut) else cut
    cut = max(text.rfind(bracket, max(0, len(text) - len(_CDATA))) for bracket in "<]")
    if cut < 0:
        return len(text)
    return cut - 1 if text[cut - 1 : cut] == "]" else cut


@dataclass
class _Repair:
    """What stands for an oddity; in a section of CDATA references are none."""

    in_cdata: bool = False

    def __call__(self, match: re.Match[str]) -> str:
        odd = match[0]
        if odd in {_CDATA, "]]>"}:
            self.in_cdata = odd == _CDATA
        elif not self.in_cdata or odd[0] != "&":
            return _right(match)
        return odd


def _right(match: re.Match[str]) -> str:
    if match["high"]:
        return chr(0x10000 + (_number(match["high"]) - 0xD800) * 0x400 + _number(match["low"]) - 0xDC00)
    reference = match["reference"]
    if reference is None:
        return "&amp;" if match[0] == "&" else _LOST
    if reference in _OWN:
        return match[0]
    if reference.startswith("#"):
        return match[0] if _allowed(_number(reference[1:-1])) else _LOST
    char = unescape(match[0])
    return char if char != match[0] else f"&amp;{reference}"


def _number(reference: str) -> int:
    """The number of a character as a reference spells it; one that spells none is that of no character."""
    try:
        return int(reference[1:], 16) if reference[:1] == "x" else int(reference)
    except ValueError:
        return 0


def _allowed(number: int) -> bool:
    """Whether XML knows the character of this number."""
    return (
        number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or number >> 16 in range(1, 17)
    )
