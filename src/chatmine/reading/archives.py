"""Archives, read where they lie: zip, tar, files packed with gzip, bzip2 or xz, and any of them inside another.

The members are sources like files. Nothing of a member's name reaches the disk, so `../` and `/etc` in it are but
letters; links are named and not followed. `chatmine.limits` has what holds a bomb.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import PurePosixPath
from posixpath import normpath
from typing import BinaryIO, cast

from chatmine.errors import DamagedError, InputError
from chatmine.limits import MIB
from chatmine.reading import tars, zips
from chatmine.reading.breaks import one_line
from chatmine.reading.meter import Meter
from chatmine.reading.source import Beside, Opener, Source, is_clutter, nothing_beside, shown
from chatmine.reading.unpacking import BROKEN, UNPACKERS, Unpacker, counted, held

Expand = Callable[[Source, Meter, int], Iterator[Source]]
_ZIP, _EMPTY_ZIP, _TAR = b"PK\x03\x04", b"PK\x05\x06", b"ustar"
_KEPT = 16 * MIB  # a tar's member of this size is kept while it is read: going back in a packed tar unpacks it again
_PACKED_TAR = re.compile(r"\.t([gx]z|bz2?)$", re.IGNORECASE)


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
            listed = opened.enter_context(zips.Listed(stream, meter.limits.list_bytes))
            archive = opened.enter_context(zipfile.ZipFile(listed))
        except (*BROKEN, InputError) as error:
            yield _refused(source, str(error) if isinstance(error, InputError) else f"damaged zip archive: {error}")
            return
        if kind := zips.office(archive.namelist()):
            yield replace(_refused(source, f"{kind}, not a chat log"), expected=False)
        else:
            yield from _members(source, _zipped(source, archive, meter), meter, depth)


def _zipped(source: Source, archive: zipfile.ZipFile, meter: Meter) -> Iterator[Source]:
    def opener(info: zipfile.ZipInfo) -> Opener:
        return counted(partial(_open_zipped, archive, info), meter)

    @cache
    def by_name() -> dict[str, zipfile.ZipInfo]:
        return {normpath(info.filename): info for info in archive.infolist()}

    def find(name: str) -> Opener | None:
        return opener(by_name()[name]) if name in by_name() else None

    beside = _beside(find, meter)
    for info, problem in zips.members(archive):
        name = zips.name_of(info)
        if problem:
            yield Source.refused(f"{source.path}!{shown(name)}", problem, expected=not zips.is_link(info))
        else:
            yield _member(source, name, opener(info), beside(info.filename))


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(info))


def _of_tar(source: Source, meter: Meter, depth: int) -> Iterator[Source]:
    yield from _members(source, _tarred(source, meter), meter, depth)


def _tarred(source: Source, meter: Meter) -> Iterator[Source]:
    try:
        with source.open() as stream:
            yield from _in_tar(source, stream, meter)
    except (*BROKEN, InputError) as error:
        yield _refused(source, f"damaged tar archive, not read further: {one_line(error)}")


def _in_tar(source: Source, stream: BinaryIO, meter: Meter) -> Iterator[Source]:
    def opener(member: tars.Member) -> Opener:
        return _kept(counted(partial(member.open, stream), meter), member.size)

    @cache
    def by_name() -> dict[str, tars.Member]:
        """As far as the members can be reached: why there are no more is told where they are read in turn."""
        found: dict[str, tars.Member] = {}
        with suppress(*BROKEN, InputError):
            found.update(
                (normpath(member.name), member) for member in islice(tars.members(stream), meter.limits.members)
            )
        return found

    def find(name: str) -> Opener | None:
        member = by_name().get(name)
        return opener(member) if member and member.is_file else None

    beside = _beside(find, meter)
    for member in tars.members(stream):
        if member.refusal:
            yield Source.refused(f"{source.path}!{shown(member.name)}", member.refusal, expected=False)
        elif member.is_file:
            yield _member(source, member.name, opener(member), beside(member.name))


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
        elif not is_clutter(member.path[len(source.path) + 1 :]):
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
        try:
            with opener() as stream:
                content = stream.read(meter.limits.neighbour_bytes + 1)
        except DamagedError as error:
            raise DamagedError(f"{name} beside it {error}") from error
        if len(content) > meter.limits.neighbour_bytes:
            raise InputError(f"{name} beside it has more than {meter.limits.neighbour_bytes:,} bytes")
        return content

    def beside(member: str) -> Beside:
        folder = PurePosixPath(member).parent
        return lambda name: read(normpath(str(folder / name)))

    return beside


def _refused(source: Source, reason: str) -> Source:
    return replace(source, refusal=reason, beside=nothing_beside)
