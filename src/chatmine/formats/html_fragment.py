"""The bits of HTML that chat programs keep as the text of a message, as the text that people saw.

Messages are short and many, and no browser wrote them: tags are found by one linear pattern, and none needs its end.
"""

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(r"<(/?[A-Za-z!][^<>]*)>")
_NAME = re.compile(r"/?([A-Za-z!][\w:.-]*)")
_ALT = re.compile(r'\balt\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_BLOCKS = {"p", "div", "li", "tr", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol"}
_CELLS = {"td", "th"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_NOTHING = re.compile(r"(?!)")
_BREAK, _BOUNDARY = "\x1d", "\x1e"  # a line break that was typed; where a block begins or ends, however often
_BREAKS = re.compile(r"\x1d *|\x1e[ \x1e]*")


def plain(html: str, silent: re.Pattern[str] = _NOTHING) -> str:
    r"""The text of an HTML fragment, a line for each paragraph.

    What stands in an element whose opening tag, without its brackets, matches `silent` is left out.

    >>> plain("<p>see <at id='0'>Ann</at>&nbsp;&amp; Ben</p>\n<p>at 5<emoji alt='🙂'></emoji></p>")
    'see @Ann & Ben\nat 5🙂'
    """
    text = _BREAKS.sub("\n", "".join(_shown(html, silent, flowing=True)))
    return "\n".join(line.rstrip() for line in text.replace("\u00a0", " ").split("\n")).strip()


def untagged(text: str, silent: re.Pattern[str] = _NOTHING) -> str:
    r"""The text of a line-broken message with tags in it: its own line breaks stay.

    >>> untagged('<b raw_pre="*">now</b>\n&lt;3 <ss type="smile">:)</ss><e_m ts="1"></e_m>')
    'now\n<3 :)'
    """
    return _BREAKS.sub("\n", "".join(_shown(text, silent, flowing=False))).replace("\r\n", "\n").strip()


def _shown(html: str, silent: re.Pattern[str], flowing: bool) -> Iterator[str]:
    """The text between the tags, and what some tags show."""
    pieces = _TAG.split(html)
    hidden, depth, preformatted, mention = "", 0, False, False
    for number, piece in enumerate(pieces):
        if number % 2:
            name, closes = _name(piece), piece.startswith("/")
            if hidden or (not piece.endswith("/") and silent.match(piece)):
                hidden = hidden or name
                depth += (name == hidden) * (-1 if closes else 1)
                hidden = hidden if depth else ""
                continue
            mention = name == "at" and not closes
            preformatted = not closes if name == "pre" else preformatted
            yield _of_tag(name, piece, closes)
        elif piece and not hidden:
            text = piece if preformatted or not flowing else _BLANKS.sub(" ", piece)
            yield ("@" if mention and not text.startswith("@") else "") + unescape(text)
            mention = False


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1].casefold() if match else ""


def _of_tag(name: str, tag: str, closes: bool) -> str:
    if name == "emoji" or (name == "img" and "emoji" in tag.casefold()):
        alt = None if closes else _ALT.search(tag)
        return unescape(alt[1] or alt[2] or "") if alt else ""
    if name in _CELLS and closes:
        return "\t"
    if name == "br":
        return _BREAK
    return _BOUNDARY if name in _BLOCKS else ""
