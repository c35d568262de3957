"""From bytes to text: a BOM, strict UTF-8, UTF-16 without a BOM, then the legacy encodings, judged on the whole sample.

A file that is mostly UTF-8 with stray bytes (IRC channels mix encodings line by line) is read as UTF-8 with those bytes
taken as Windows-1252. What still cannot be read becomes U+FFFD and is counted.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

SAMPLE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STRAY = "chatmine-stray"


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
    """UTF-16 without a BOM: text in any European script has a zero in every second byte."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 5
    if odd > enough > even:
        return "utf-16-le"
    return "utf-16-be" if even > enough > odd else None


def _legacy(sample: bytes) -> Encoding:
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    broken = sum(not _decodes(line, "utf-8") for line in lines)
    if broken * 3 < len(lines):
        return Encoding("utf-8", _STRAY)
    text = b"\n".join(lines)
    best = max(_CANDIDATES, key=lambda name: _plausibility(text, name))
    return Encoding(best) if best != "cp1252" else Encoding("utf-8", _STRAY)


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_common_han(pair: bytes, low: int, high: int) -> bool:
    return len(pair) == 2 and low <= pair[0] <= high


def _typical_gb(char: str) -> bool:
    return _is_common_han(char.encode("gb2312", "ignore"), 0xB0, 0xD7) or char in "，。？！：；、（）《》“”…—"


def _typical_big5(char: str) -> bool:
    return _is_common_han(char.encode("big5", "ignore"), 0xA4, 0xC6) or char in "，。？！：；、（）「」…—"


def _typical_japanese(char: str) -> bool:
    return (
        "\u3040" <= char <= "\u30ff"
        or char in "、。「」！？"
        or _is_common_han(char.encode("cp932", "ignore"), 0x88, 0x97)
    )


def _typical_korean(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _typical_cyrillic(char: str) -> bool:
    return "\u0430" <= char <= "\u044f" or char in "ёіїєґў"


def _typical_latin(char: str) -> bool:
    return "\u00e0" <= char <= "\u00ff" or char in "ÄÖÜßÉÀ’“”–€£"


# The share of characters that people of this script write often, weighed by how rarely chance produces them: any bytes
# are valid Windows-1252, so it needs its letters to stand inside words to win.
_CANDIDATES: dict[str, Callable[[str], bool]] = {
    "gb18030": _typical_gb,
    "big5": _typical_big5,
    "cp932": _typical_japanese,
    "cp949": _typical_korean,
    "cp1251": _typical_cyrillic,
    "cp1252": _typical_latin,
}


def _plausibility(data: bytes, name: str) -> float:
    text = data.decode(name, "replace")
    odd = [char for char in text if not char.isascii()]
    if not odd:
        return 0.0
    typical = _CANDIDATES[name]
    share = sum(typical(char) for char in odd) / len(odd) - 2 * text.count("\ufffd") / len(odd)
    return share - 0.5 if name == "cp1252" and not _inside_words(text, odd) else share


def _inside_words(text: str, odd: list[str]) -> bool:
    """Whether foreign letters mostly have ASCII letters beside them, as in `café`, and no run of them stands alone."""
    beside = sum(before.isascii() and before.isalpha() for before, char in pairwise(text) if not char.isascii())
    return beside * 2 >= len(odd)
