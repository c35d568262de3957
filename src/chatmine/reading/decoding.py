"""From bytes to text: a BOM, strict UTF-8, UTF-16 without a BOM, then the legacy encodings, judged on the whole sample.

A file that is partly UTF-8 and partly not (IRC channels mix encodings) is read line by line: a line that is no UTF-8 is
in the legacy encoding that fits such lines best. What still cannot be read becomes U+FFFD and is counted.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from chatmine.reading import mixed
from chatmine.reading.plausibility import likeliest, plausibility

SAMPLE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LIKELY = 0.5
_ONE_BYTE = ("cp1251", "cp1252")


@dataclass(frozen=True)
class Encoding:
    """How a source is decoded: a codec's name, and how bytes that it does not know are treated.

    `checked` is true where all of the source was found to be in it.
    """

    name: str
    errors: str = "replace"
    checked: bool = False

    def __str__(self) -> str:
        return mixed.shown(self.name)


def find_encoding(open_source: Callable[[], BinaryIO]) -> Encoding:
    """The encoding of a source; it is opened and read as far as UTF-8 holds, to the end for a UTF-8 file."""
    with open_source() as stream:
        sample = stream.read(SAMPLE)
        for bom, name in _BOMS:
            if sample.startswith(bom):
                return Encoding(name)
        if wide := _utf16(sample):
            return Encoding(wide)
        strict = codecs.getincrementaldecoder("utf-8")()
        chunk = sample
        try:
            while chunk:
                strict.decode(chunk)
                chunk = stream.read(1 << 20)
            strict.decode(b"", final=True)
        except UnicodeDecodeError:
            return _legacy(chunk or sample)
    return Encoding("utf-8", checked=True)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a BOM: European text has a zero in every second byte, any text has zeros at its line ends."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 5
    if not even and not odd:
        return None
    if odd > enough > even or even > enough > odd:
        name = "utf-16-le" if odd > even else "utf-16-be"
        return name if _is_text(sample.decode(name, "replace")) else None
    best = likeliest(sample)
    return best if plausibility(sample, best) > _LIKELY else None


def _is_text(text: str) -> bool:
    return sum(char.isprintable() or char.isspace() for char in text) > 0.95 * len(text)


def _legacy(sample: bytes) -> Encoding:
    """One legacy encoding for all lines, or UTF-8 with one for the lines that are not UTF-8."""
    lines = [line for line in sample.replace(b"\0", b"").split(b"\n") if not line.isascii()]
    broken = [line for line in lines if mixed.is_legacy(line)]
    best = likeliest(b"\n".join(broken)) if broken else "cp1252"
    whole = len(lines) - len(broken)
    # Two bytes of a Chinese, Japanese or Korean encoding are UTF-8 by chance now and then, a Cyrillic line never is.
    if whole and whole * (10 if best in _ONE_BYTE else 2) >= len(lines):
        return Encoding(mixed.name_of(best if plausibility(b"\n".join(broken), best) > _LIKELY else "cp1252"))
    return Encoding(mixed.name_of(best) if best == "cp1252" else best)
