r"""JSON as bytes without lone halves of surrogate pairs, which the C parser behind ijson cannot read.

It stops at `"\udc00"` and takes `"\ud83d\u0041"` for one character that nobody wrote. Each half that stands alone is
U+FFFD here; a pair stays as it is.

That parser also begins a string again with every chunk of it, so a long string comes in chunks that grow. It holds the
whole of a string, however long, so the rest of one that is too long is left out.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from chatmine.limits import LIMITS

_CHUNK, _LARGEST = 1 << 16, 1 << 24
_ENDS_STRING = re.compile(rb'(?<!\\)"')
_PAIR = 12  # bytes of an escaped pair
_HALF = re.compile(
    rb"(?<!\\)(?P<slashes>\\++)u[dD](?:[89abAB][0-9a-fA-F]{2}(?P<low>\\u[dD][c-fC-F][0-9a-fA-F]{2})?"
    rb"|[c-fC-F][0-9a-fA-F]{2})"
)
_HIGH = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}")
_LOST = rb"\ufffd"


class PairedHalves:
    r"""A stream to read from, as ijson wants it.

    >>> import io
    >>> stream = PairedHalves(io.BytesIO(rb'["\ud83d\ude00", "\ud83d", "\ude00", "\\ude00"]'))
    >>> stream.read() + stream.read()
    b'["\\ud83d\\ude00", "\\ufffd", "\\ufffd", "\\\\ude00"]'
    """

    def __init__(self, stream: BinaryIO, longest: int = LIMITS.item_characters) -> None:
        self._chunks = _repaired(stream, longest)

    def read(self, size: int = -1) -> bytes:
        """The next chunk, of any length; nothing at the end, and nothing where nothing is asked for."""
        return next(self._chunks, b"") if size else b""


def _repaired(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    held, size, run = b"", _CHUNK, 0
    while chunk := stream.read(size):
        end = _ENDS_STRING.search(chunk)
        if run > longest:
            chunk = chunk[end.start() :] if end else b""
        run = 0 if end else run + len(chunk)
        size = _CHUNK if end else min(2 * size, _LARGEST)
        data = held + chunk
        cut = _safe_cut(data)
        if cut:
            yield _paired(data[:cut])
        held = data[cut:]
    if held:
        yield _paired(held)


def _paired(data: bytes) -> bytes:
    return _HALF.sub(_right, data) if b"\\ud" in data or b"\\uD" in data else data


def _right(match: re.Match[bytes]) -> bytes:
    slashes, low = match["slashes"], match["low"]
    if len(slashes) % 2 == 0:  # they are text, and so is what follows
        return match[0][: -len(_LOST)] + _LOST if low else match[0]
    return match[0] if low else slashes[:-1] + _LOST


def _safe_cut(data: bytes) -> int:
    """Where the data can be cut without an escape or a pair of them on both sides, or half of an escaped backslash."""
    cut = data.find(b"\\", max(0, len(data) - _PAIR))
    if cut < 0:
        return len(data)
    if _HIGH.fullmatch(data, max(0, cut - 6), cut):
        cut -= 6
    return cut - (cut - len(data[:cut].rstrip(b"\\"))) % 2
