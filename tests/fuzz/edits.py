"""Edits that turn a sample into what an adversary, a bad disk or a careless editor makes of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

_SCALE = 1 << 16
_VALUE = re.compile(rb'"(?:[^"\\]|\\.){0,400}"|-?\d+(?:\.\d+)?|\b(?:true|false|null)\b')
_NUMBER = re.compile(rb"\d+")
ENCODINGS = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5", "shift_jis", "euc_kr",
    "cp1251", "cp1252", "utf-7",
)  # fmt: skip
NUMBERS = (
    b"0", b"-1", b"99", b"00", b"9" * 20, b"9" * 400, b"9" * 5000, b"1e400", b"-1e-400", b"NaN", b"Infinity", b"0x10",
    b"1.5", b"1" * 13, b"253402300800", b"-62135596801", b"1e308", b"18446744073709551616", "²".encode(),
    "٣".encode(), "௰".encode(), "Ⅻ".encode(), "九".encode(), b"1_000", b"-0", b"+1", b".",
)  # fmt: skip
DATES = (
    b"99/99/9999", b"0000-00-00", b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59.999999-23:59",
    b"31/02/2024", b"29/02/2023", b"24:00", b"23:59:60", b"12:00 PM", b"2024-13-01", b"[3/4/24, 21:58:01] ",
    b"2024-03-04 21:58", b"0/0/0", b"1/1/R9999", b"1/1/H0", b"2/2/0543 BE", b"2024-03-04T21:58:07Z",
)  # fmt: skip
VALUES = (
    b"null", b"true", b"false", b"[]", b"{}", b'""', b"[[]]", b"[{}]", b'{"id":{}}', b'{"text":[1,null,{}]}',
    b"[null]", rb'"\ud800"', rb'"\udfff x"', rb'"\u0000"', rb'"\ud83d\ude00"', b'"0"', b'" "', b'"\xff"',
    b'["a","b"]', b"1", *(number for number in NUMBERS if number[:1] in b"-0123456789"),
)  # fmt: skip
TEXTS = (
    b"\0", b"\0" * 64, b"\n", b"\r", b"\r\n", b"\n\n\n", b"\t", b" ", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e",
    b"\x85", b"\x1a", b"\x1b[2J", b"\x7f", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\x80",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xb8", "\u0085".encode(), "\u2028".encode(), "\u202e".encode(),
    "\u200e".encode(), "\u2066".encode(), "\u00a0".encode(), "\u202f".encode(), "\u3000".encode(),
    "\ufffd".encode(), "\ufffe".encode(), "İ".encode(), "ß".encode(), "ﬁ".encode(), "한".encode(),
    "👨‍👩‍👧".encode(), "e\u0301".encode(), "\u0300".encode() * 50, b'"', b"'", b'"' * 3, b"\\", b"\\\\", b"\\u",
    b"\\n", b",", b";", b"|", b":", b"\xef\xbc\x9a", b"<", b">", b"[", b"]", b"{", b"}", b"(", b")", b"*", b"#",
    b"@", b"&", b"=", b"+", b"-", b"/", b"%s", b"{0}", b"$1", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<?xml?>", b"<!DOCTYPE a>", b"<script>", b"<br>", b"<p", b"<a href='", b"&#0;", b"&#x110000;",
    b"&#99999999999999999999;", b"&#55357;", b"&#xD83D;&#xDE00;", b"&amp", b"&;", b"&bogus;",
    b'<!DOCTYPE a [<!ENTITY b "cc">]>', b"sep=;\n", b"=1+2", b"javascript:", b"../../etc/passwd",
    b"data:x;base64,",
)  # fmt: skip
NESTS = (b"[", b"{", b'{"a":', b"[[{", b"(", b"<div>", b"<b>", b"<a b='c'>", b'"', b"> ", b"* ", b"\\", b"&amp;", b"<")
PIECES = (*NUMBERS, *DATES, *VALUES, *TEXTS)


@dataclass(frozen=True)
class Edit:
    """One edit: its `kind`, where (in parts of 65,536 of the content), how much, and which of its pieces."""

    kind: str
    at: int = 0
    size: int = 1
    which: int = 0


def edit_lists(most: int = 6) -> st.SearchStrategy[list[Edit]]:
    """Lists of edits, as hypothesis makes and shrinks them."""
    numbers = st.integers(0, _SCALE - 1)
    one = st.builds(Edit, st.sampled_from(sorted(KINDS)), numbers, st.integers(1, 64), numbers)
    return st.lists(one, max_size=most)


def random_edits(random: Random, most: int = 6) -> list[Edit]:
    """A list of edits by chance."""
    many = random.choice((1, 1, 1, 2, 2, 3, most))
    kinds = sorted(KINDS)
    return [
        Edit(
            random.choice(kinds),
            random.randrange(_SCALE),
            random.choice((1, 1, 2, 4, 16, 64)),
            random.randrange(_SCALE),
        )
        for _ in range(many)
    ]


def edited(content: bytes, edits: Sequence[Edit], other: bytes = b"") -> bytes:
    """The content after all edits; `other` is what a splice takes from. It grows to 256 KiB at most.

    >>> edited(b"one two", [Edit("delete", 0, 4), Edit("truncate", 1 << 15)])
    b'tw'
    """
    for edit in edits:
        content = KINDS[edit.kind](content, edit, other)[: 1 << 18]
    return content


def _place(content: bytes, edit: Edit) -> int:
    return edit.at * (len(content) + 1) // _SCALE


def _flip(content: bytes, edit: Edit, _: bytes) -> bytes:
    at = _place(content, edit)
    return content[:at] + bytes(byte ^ (1 << edit.which % 8) for byte in content[at : at + 1]) + content[at + 1 :]


def _overwrite(content: bytes, edit: Edit, _: bytes) -> bytes:
    at = _place(content, edit)
    return content[:at] + bytes([edit.which % 256]) * edit.size + content[at + edit.size :]


def _delete(content: bytes, edit: Edit, _: bytes) -> bytes:
    at = _place(content, edit)
    return content[:at] + content[at + edit.size :]


def _insert(content: bytes, edit: Edit, _: bytes) -> bytes:
    at = _place(content, edit)
    return content[:at] + PIECES[edit.which % len(PIECES)] + content[at:]


def _duplicate(content: bytes, edit: Edit, _: bytes) -> bytes:
    at = _place(content, edit)
    return content[:at] + content[at : at + edit.size] * (edit.which % 40) + content[at:]


def _truncate(content: bytes, edit: Edit, _: bytes) -> bytes:
    return content[: _place(content, edit)]


def _behead(content: bytes, edit: Edit, _: bytes) -> bytes:
    return content[_place(content, edit) :]


def _splice(content: bytes, edit: Edit, other: bytes) -> bytes:
    at, start = _place(content, edit), edit.which * (len(other) + 1) // _SCALE
    return content[:at] + other[start : start + edit.size * 8] + content[at:]


def _nest(content: bytes, edit: Edit, _: bytes) -> bytes:
    at = _place(content, edit)
    return content[:at] + NESTS[edit.which % len(NESTS)] * (edit.size * edit.size) + content[at:]


def _ends(content: bytes, edit: Edit, _: bytes) -> bytes:
    """Other line ends from some place on, or in every second line."""
    at, end = _place(content, edit), (b"\r\n", b"\r", b"\n\r", b"\n\n", b"\0\n")[edit.which % 5]
    if edit.size > 1:
        return content[:at] + content[at:].replace(b"\n", end)
    lines = content.split(b"\n")
    return b"".join(line + (end if number % 2 else b"\n") for number, line in enumerate(lines))


def _recode(content: bytes, edit: Edit, _: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(ENCODINGS[edit.which % len(ENCODINGS)], "replace")


def _of_lines(change: Callable[[list[bytes], int, Edit, bytes], None]) -> Callable[[bytes, Edit, bytes], bytes]:
    def apply(content: bytes, edit: Edit, other: bytes) -> bytes:
        lines = content.split(b"\n")
        change(lines, edit.at * len(lines) // _SCALE, edit, other)
        return b"\n".join(lines)

    return apply


def _drop_lines(lines: list[bytes], at: int, edit: Edit, _: bytes) -> None:
    del lines[at : at + edit.size]


def _repeat_lines(lines: list[bytes], at: int, edit: Edit, _: bytes) -> None:
    lines[at:at] = lines[at : at + edit.size] * (1 + edit.which % 3)


def _swap_lines(lines: list[bytes], at: int, edit: Edit, _: bytes) -> None:
    with_ = edit.which % len(lines)
    lines[at], lines[with_] = lines[with_], lines[at]


def _splice_lines(lines: list[bytes], at: int, edit: Edit, other: bytes) -> None:
    others = other.split(b"\n")
    start = edit.which % len(others)
    lines[at:at] = others[start : start + edit.size]


def _join_lines(lines: list[bytes], at: int, edit: Edit, _: bytes) -> None:
    lines[at : at + 1 + edit.size] = [b" ".join(lines[at : at + 1 + edit.size])]


def _of_matches(pattern: re.Pattern[bytes], pieces: Sequence[bytes]) -> Callable[[bytes, Edit, bytes], bytes]:
    """Puts another piece in the place of the first match from some place on, or a match from elsewhere."""

    def apply(content: bytes, edit: Edit, _: bytes) -> bytes:
        match = pattern.search(content, _place(content, edit))
        if match is None:
            return content
        elsewhere = pattern.search(content, edit.which * len(content) // _SCALE) if edit.size == 1 else None
        piece = elsewhere[0] if elsewhere else pieces[edit.which % len(pieces)]
        return content[: match.start()] + piece + content[match.end() :]

    return apply


KINDS: dict[str, Callable[[bytes, Edit, bytes], bytes]] = {
    "flip": _flip,
    "overwrite": _overwrite,
    "delete": _delete,
    "insert": _insert,
    "duplicate": _duplicate,
    "truncate": _truncate,
    "behead": _behead,
    "splice": _splice,
    "nest": _nest,
    "ends": _ends,
    "recode": _recode,
    "drop lines": _of_lines(_drop_lines),
    "repeat lines": _of_lines(_repeat_lines),
    "swap lines": _of_lines(_swap_lines),
    "splice lines": _of_lines(_splice_lines),
    "join lines": _of_lines(_join_lines),
    "value": _of_matches(_VALUE, VALUES),
    "number": _of_matches(_NUMBER, NUMBERS),
    "date": _of_matches(_NUMBER, DATES),
}
