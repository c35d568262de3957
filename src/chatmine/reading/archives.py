"""Archives, read where they lie: zip, tar, files packed with gzip, bzip2 or xz, and any of them inside another.

The members are sources like files. Nothing of a member's name reaches the disk, so `../` and `/etc` in it are but
letters; links are named and not followed. `chatmine.limits` has what holds a bomb.
"""

import io
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import normpath
from typing import BinaryIO, cast

from chatmine.errors import InputError
from chatmine.limits import MIB
from chatmine.reading.meter import Meter
from chatmine.reading.source import Beside, Opener, Source, is_clutter, nothing_beside, shown
from chatmine.reading.unpacking import BROKEN, UNPACKERS, Unpacker, counted, held

Expand = Callable[[Source, Meter, int], Iterator[Source]]
_ZIP, _EMPTY_ZIP, _TAR = b"PK\x03\x04", b"PK\x05\x06", b"ustar"
_KEPT = 16 * MIB  # a tar's member of this size is kept while it is read: going back in a packed tar unpacks it again
_PACKED_TAR = re.compile(r"\.t([gx]z|bz2?)$", re.IGNORECASE)
_OFFICE = {"word/": "a Word document", "xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}


def unpacked(source: Source, meter: Meter, depth: int = 0) -> Iterator[Source]:
    """The source itself, or, where it is an archive, its members and those of the archives in it."""
    expand = _expander(source)
    if expand is None:
        yield source
    elif depth >= meter.limits.archive_depth:
        yield _refused(source, f"archives inside one another, more than {meter.limits.archive_depth} deep")
    else:
        yield from expand(source, meter, depth + 1)


def _expander(source: Source) -> Expand | None:
    try:
        with source.open() as stream:
            start = stream.read(512)
    except (InputError, OSError):
        return None  # the reason is told when the source is opened
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        return _of_zip
    if start[257:262] == _TAR:
        return _of_tar
    return next((partial(_of_packed, *how) for magic, how in UNPACKERS.items() if start.startswith(magic)), None)


def _of_packed(suffix: str, unpacker: Unpacker, source: Source, meter: Meter, depth: int) -> Iterator[Source]:
    name = _PACKED_TAR.sub(".tar", source.name).removesuffix(suffix)
    yield from unpacked(replace(source, name=name, open=counted(source.open, meter, unpacker)), meter, depth)


def _of_zip(source: Source, meter: Meter, depth: int) -> Iterator[Source]:
    with ExitStack() as opened:
        try:
            stream = opened.enter_context(held(source.open, meter.limits.held_bytes))
            archive = opened.enter_context(zipfile.ZipFile(stream))
        except (*BROKEN, InputError) as error:
            yield _refused(source, str(error) if isinstance(error, InputError) else f"damaged zip archive: {error}")
            return
        if kind := _office(archive.namelist()):
            yield replace(_refused(source, f"{kind}, not a chat log"), expected=False)
        else:
            yield from _members(source, _zipped(source, archive, meter), meter, depth)


def _zipped(source: Source, archive: zipfile.ZipFile, meter: Meter) -> Iterator[Source]:
    named = (info for info in archive.infolist() if not info.filename.endswith("/"))  # a name may be empty: no `is_dir`
    infos = sorted(named, key=lambda info: info.filename)
    by_name = {normpath(info.filename): info for info in infos}
    overlapping = _overlapping(infos)

    def find(name: str) -> Opener | None:
        return counted(partial(_open_zipped, archive, by_name[name]), meter) if name in by_name else None

    beside = _beside(find, meter)
    for info in infos:
        name = _repaired(info)
        if problem := _unreadable(info, info in overlapping):
            yield Source.refused(f"{source.path}!{shown(name)}", problem, expected=not _is_link(info))
        else:
            opener = counted(partial(_open_zipped, archive, info), meter)
            yield _member(source, name, opener, beside(info.filename))


def _unreadable(info: zipfile.ZipInfo, overlaps: bool) -> str:
    if overlaps:
        return "shares its bytes with another member, as in a zip bomb: not read"
    if info.flag_bits & 1:
        return "encrypted: unpack it with its password first"
    return "a link: not followed" if _is_link(info) else ""


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[zipfile.ZipInfo]:
    """The members that begin within the one before them."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    neighbours = pairwise(ordered)
    return {other for one, other in neighbours if other.header_offset < one.header_offset + 30 + one.compress_size}


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(info))


def _repaired(info: zipfile.ZipInfo) -> str:
    """The member's name; macOS writes UTF-8 without saying so, and it arrives as code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _office(names: list[str]) -> str:
    """What kind of office document an archive is; empty for an archive of files."""
    if "[Content_Types].xml" in names:
        kinds = (kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names))
        return next(kinds, "an office document")
    return "an OpenDocument file" if {"mimetype", "content.xml"} <= set(names) else ""


def _of_tar(source: Source, meter: Meter, depth: int) -> Iterator[Source]:
    with ExitStack() as opened:
        try:
            archive = opened.enter_context(tarfile.TarFile(fileobj=opened.enter_context(source.open())))
        except (*BROKEN, InputError) as error:
            yield _refused(source, f"damaged tar archive: {error}")
            return
        yield from _members(source, _tarred(source, archive, meter), meter, depth)


def _tarred(source: Source, archive: tarfile.TarFile, meter: Meter) -> Iterator[Source]:
    def find(name: str) -> Opener | None:
        infos = (info for info in archive if info.isreg() and normpath(info.name) == name)
        info = next(infos, None)
        return counted(partial(_open_tarred, archive, info), meter) if info else None

    beside = _beside(find, meter)
    members = iter(archive)
    while (info := _next_tarred(members)) is not None:
        if isinstance(info, str):
            yield _refused(source, info)
            return
        if info.isreg():
            opener = counted(partial(_open_tarred, archive, info), meter)
            yield _member(source, info.name, _kept(opener, info.size), beside(info.name))
        elif not info.isdir():
            kind = "a link: not followed" if info.issym() or info.islnk() else "not a regular file"
            yield Source.refused(f"{source.path}!{shown(info.name)}", kind, expected=False)


def _next_tarred(members: Iterator[tarfile.TarInfo]) -> tarfile.TarInfo | str | None:
    """The next member, what is wrong with the archive, or None at its end."""
    try:
        return next(members, None)
    except (*BROKEN, InputError) as error:
        return f"damaged tar archive, not read further: {error}"


def _open_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    return cast(BinaryIO, archive.extractfile(info))


def _kept(opener: Opener, size: int) -> Opener:
    if size > _KEPT:
        return opener
    content: list[bytes] = []

    def open_kept() -> BinaryIO:
        if not content:
            with opener() as stream:
                content.append(stream.read())
        return io.BytesIO(content[0])

    return open_kept


def _members(source: Source, found: Iterable[Source], meter: Meter, depth: int) -> Iterator[Source]:
    """The members that are there to be read, as long as the archive keeps to its limits."""
    member = None
    for member in found:
        meter.members += 1
        if meter.problem:
            yield _refused(source, f"the rest of it is not read: it {meter.problem}")
            return
        if len(member.path) - len(source.path) > meter.limits.name_characters:
            yield _named_too_long(member, source, meter.limits.name_characters)
        elif not is_clutter(member.path.removeprefix(f"{source.path}!")):
            yield from (member,) if member.refusal else unpacked(member, meter, depth)
    if member is None:
        yield replace(_refused(source, "an empty archive"), expected=False)


def _named_too_long(member: Source, source: Source, most: int) -> Source:
    path = f"{member.path[: len(source.path) + 60]}…"
    return Source.refused(path, f"a name of more than {most:,} characters: not read")


def _member(source: Source, name: str, opener: Opener, beside: Beside) -> Source:
    outer = PurePosixPath(source.name.replace("\\", "/")).with_suffix("")
    inner = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return Source(f"{source.path}!{shown(name)}", shown(str(outer.joinpath(*inner))), opener, beside)


def _beside(find: Callable[[str], Opener | None], meter: Meter) -> Callable[[str], Beside]:
    """For each member what finds a neighbour of it; each is read once, for all members that ask for it."""

    @lru_cache(maxsize=16)
    def read(name: str) -> bytes | None:
        opener = find(name)
        if opener is None:
            return None
        with opener() as stream:
            content = stream.read(meter.limits.neighbour_bytes + 1)
        if len(content) > meter.limits.neighbour_bytes:
            raise InputError(f"{name} beside it has more than {meter.limits.neighbour_bytes:,} bytes")
        return content

    def beside(member: str) -> Beside:
        folder = PurePosixPath(member).parent
        return lambda name: read(normpath(str(folder / name)))

    return beside


def _refused(source: Source, reason: str) -> Source:
    return replace(source, refusal=reason, beside=nothing_beside)
