"""Tar archives: the members one after the other, as far as the archive is sound.

Of Python's own reader only the reading of one header is used: as a whole it takes a broken header for the end of the
archive, keeps all members in memory, each with a copy of what the archive says of all, and searches what POSIX archives
say of a member with patterns that take time in the square of its length.
"""

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_BLOCK = tarfile.BLOCKSIZE
_POSIX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_ABOUT_OTHERS = (*_POSIX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_RECORD = re.compile(rb"(\d{1,9}) ")
_MOST = 1 << 16  # bytes of what is said about a member; a longer name is too long anyway


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, where in the archive its bytes are, and why they are not read, if so."""

    name: str
    at: int
    size: int
    refusal: str = ""
    is_file: bool = True

    def open(self, stream: BinaryIO) -> BinaryIO:
        """The member's bytes, from the archive's."""
        return io.BufferedReader(_Part(stream, self.at, self.size), _MOST)


def members(stream: BinaryIO) -> Iterator[Member]:
    """The members up to the end mark; the stream may be used between two of them.

    Raises:
        EOFError, tarfile.HeaderError, ValueError: the archive breaks off, or what stands there is no header.
    """
    at, said = 0, dict[str, str]()
    while info := _header(stream, at):
        at += _BLOCK
        size = int(said["size"]) if said.get("size", "").isdecimal() else info.size
        if info.type in _ABOUT_OTHERS:
            said |= _said(info, _read(stream, at, min(info.size, _MOST)))
        else:
            size = size if info.isreg() or info.type not in tarfile.SUPPORTED_TYPES else 0
            at = _behind_maps(stream, at) if info.type == tarfile.GNUTYPE_SPARSE else at
            yield Member(said.get("path") or info.name, at, size, _refusal(info, said), info.isreg())
            said = {}
        at += -(-size // _BLOCK) * _BLOCK


def _header(stream: BinaryIO, at: int) -> tarfile.TarInfo | None:
    """The header at this place; None for the zeros that end an archive."""
    block = _read(stream, at, _BLOCK)
    if not any(block):
        return None
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        raise ValueError("a member without a sound header") from error
    if info.size < 0:
        raise ValueError("a member of less than nothing")
    return info


def _behind_maps(stream: BinaryIO, at: int) -> int:
    """Where the bytes of a file with holes begin: GNU's blocks with the places of the holes say whether one follows."""
    more = _read(stream, at - _BLOCK + 482, 1)
    while any(more):
        more = _read(stream, at + 504, 1)
        at += _BLOCK
    return at


def _read(stream: BinaryIO, at: int, size: int) -> bytes:
    stream.seek(at)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError("unexpected end of data")
    return data


def _said(info: tarfile.TarInfo, data: bytes) -> dict[str, str]:
    """What a header that is no member says of the next member."""
    if info.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": _text(data.partition(b"\0")[0])}
    return dict(_records(data)) if info.type in _POSIX else {}


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    """`12 path=a.txt`, each behind its own length in bytes."""
    at = 0
    while record := _RECORD.match(data, at):
        end = at + int(record[1])
        key, _, value = data[record.end() : end - 1].partition(b"=")
        yield _text(key), _text(value)
        at = max(end, record.end())


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _refusal(info: tarfile.TarInfo, said: dict[str, str]) -> str:
    if info.type == tarfile.GNUTYPE_SPARSE or any(key.startswith("GNU.sparse.") for key in said):
        return "a file with holes: unpack it first"
    if info.issym() or info.islnk():
        return "a link: not followed"
    return "" if info.isreg() or info.isdir() else "not a regular file"


class _Part(io.RawIOBase):
    """A piece of a stream that others use as well."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream, self._start, self._size, self._at = stream, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = min(len(buffer), max(0, self._size - self._at))
        self._stream.seek(self._start + self._at)
        data = self._stream.read(size)
        if size and not data:
            raise EOFError("unexpected end of data")
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
