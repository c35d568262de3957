"""From bytes to text: a BOM, strict UTF-8, UTF-16 without a BOM, then the legacy encodings, judged on the whole sample.

A file that is mostly UTF-8 with stray bytes (IRC channels mix encodings line by line) is read as UTF-8 with those bytes
taken as Windows-1252. What still cannot be read becomes U+FFFD and is counted.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from chatmine.reading.plausibility import likeliest, plausibility

SAMPLE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STRAY = "chatmine-stray"
_LIKELY = 0.5


@dataclass(frozen=True)
class Encoding:
    """How a source is decoded: a codec's name, and how bytes that it does not know are treated."""

    name: str
    errors: str = "replace"

    def __str__(self) -> str:
        return f"{self.name}+cp1252" if self.errors == _STRAY else self.name


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _read_stray)


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
        except UnicodeDecodeError:
            return _legacy(sample if sample is chunk else chunk)
    return Encoding("utf-8")


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
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    broken = sum(not _decodes(line, "utf-8") for line in lines)
    best = likeliest(b"\n".join(lines).replace(b"\0", b""))
    return Encoding("utf-8", _STRAY) if broken * 3 < len(lines) or best == "cp1252" else Encoding(best)


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True
