"""Zip archives: the members by their names, and why one is not read."""

import io
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from chatmine.errors import InputError

_OFFICE = {"word/": "a Word document", "xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}


class Listed(io.BufferedReader):
    """The bytes of an archive of which no more than `most` are read at once: its list of members is read as a whole."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        super().__init__(cast(io.RawIOBase, getattr(stream, "raw", stream)), 1 << 16)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """Read so many bytes.

        Raises:
            InputError: they are too many.
        """
        if size is not None and size > self._most:
            raise InputError(f"a list of members of more than {self._most:,} bytes")
        return super().read(size)


def members(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files in the order of their names, each with why it is not read; a file's name may be empty."""
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    overlapping = _overlapping(archive, infos)
    for info in sorted(infos, key=lambda info: info.filename):
        yield info, _unreadable(info, info in overlapping)


def _unreadable(info: zipfile.ZipInfo, overlaps: bool) -> str:
    if overlaps:
        return "shares its bytes with another member, as in a zip bomb: not read"
    if info.flag_bits & 1:
        return "encrypted: unpack it with its password first"
    return "a link: not followed" if is_link(info) else ""


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether the member is a symbolic link, as Unix writes them."""
    return stat.S_ISLNK(info.external_attr >> 16)


def _overlapping(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> set[zipfile.ZipInfo]:
    """The members that begin within one before them; one that would reach beyond all members is damaged itself."""
    found, behind = set(), 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < behind:
            found.add(info)
        end = info.header_offset + 30 + info.compress_size
        behind = max(behind, end if end <= archive.start_dir else 0)
    return found


def name_of(info: zipfile.ZipInfo) -> str:
    """The member's name; macOS writes UTF-8 without saying so, and it arrives as code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def office(names: list[str]) -> str:
    """What kind of office document an archive is; empty for an archive of files."""
    if "[Content_Types].xml" in names:
        kinds = (kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names))
        return next(kinds, "an office document")
    return "an OpenDocument file" if {"mimetype", "content.xml"} <= set(names) else ""
