"""Where bytes come from: files, folders walked in a stable order, members of archives, standard input.

Nothing is ever unpacked to disk, and links inside folders are not followed.
"""

import io
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import cast

from chatmine.errors import InputError, UsageError
from chatmine.limits import LIMITS, MIB, Limits
from chatmine.reading.archives import unpacked
from chatmine.reading.meter import Meter
from chatmine.reading.naming import name_of
from chatmine.reading.source import Beside, Opener, Source, is_clutter, nothing_beside, shown

STDIN = "-"


def find_sources(paths: Iterable[str], limits: Limits = LIMITS, *, writes: Collection[str] = ()) -> Iterator[Source]:
    """Every source under these paths, folders in the order of their names; archives give their members.

    `writes` are files that are being written: they are no sources, though they lie in a folder.

    Raises:
        UsageError: a path does not exist, or is one that is written; raised before anything is read.
    """
    given, written = list(paths), {os.path.realpath(path) for path in writes}
    missing = [path for path in given if path != STDIN and not os.path.lexists(path)]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    for path in given:
        if os.path.realpath(path) in written:
            raise UsageError(f"{path} would be read and written: choose another place for what is written")
    return chain.from_iterable(_under(path, limits, written) for path in given)


def _under(path: str, limits: Limits, written: set[str]) -> Iterator[Source]:
    if path == STDIN:
        yield from _piped(limits)
    elif Path(path).is_dir():
        yield from _of_folder(path, limits, written)
    else:
        yield from _of_file(path, name_of(path), _beside(Path(path).parent, limits), limits, given=True)


def _piped(limits: Limits) -> Iterator[Source]:
    """What is piped in, read once into memory: a pipe cannot be rewound, and a leak is never written to a file."""
    chunks, size = list[bytes](), 0
    while size <= limits.piped_bytes and (chunk := sys.stdin.buffer.read(MIB)):
        chunks.append(chunk)
        size += len(chunk)
    content, broken = b"".join(chunks), ""
    if size > limits.piped_bytes:
        content = content[: limits.piped_bytes]
        broken = f"more than {limits.piped_bytes:,} bytes were piped in: the rest is not read"
    whole = Source("stdin", "stdin", partial(io.BytesIO, content), nothing_beside, given=True, broken=broken)
    yield from unpacked(whole, Meter(limits, len(content)))


def _of_folder(folder: str, limits: Limits, written: set[str]) -> Iterator[Source]:
    unreadable: list[OSError] = []
    beside = _beside(Path(folder), limits)
    for path in _walk(folder, unreadable.append):
        if not written or os.path.realpath(path) not in written:
            yield from _of_file(path, os.path.relpath(path, folder), beside, limits)
    for error in unreadable:
        name = str(error.filename)
        yield Source.refused(shown(name), error.strerror or "unreadable folder")


def _walk(folder: str, on_error: Callable[[OSError], None]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=on_error):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(set(folders) - set(linked))
        folders[:] = [name for name in folders if not is_clutter(f"{name}/")]
        yield from (str(Path(parent, name)) for name in sorted(files + linked) if not is_clutter(name))


def _of_file(
    path: str, name: str, beside: Callable[[Path], Beside], limits: Limits, given: bool = False
) -> Iterator[Source]:
    file, path_shown = Path(path), shown(path)
    if file.is_symlink() and not given:
        yield Source.refused(path_shown, "a link: not followed", expected=False)
        return
    if not file.is_file():
        gone = "" if os.path.lexists(path) else "it is gone since the run began"
        yield Source.refused(path_shown, gone or "not a regular file", given=given)
        return
    opener = cast(Opener, partial(open, path, "rb"))
    source = Source(path_shown, shown(name), opener, beside(file.parent), given)
    yield from unpacked(source, Meter(limits, os.path.getsize(path) if os.path.exists(path) else 0))  # noqa: PTH202, PTH110


def _beside(root: Path, limits: Limits) -> Callable[[Path], Beside]:
    """For each folder under `root` what finds a neighbour there; each is read once, for all logs that ask for it."""
    read = lru_cache(maxsize=16)(partial(_whole, most=limits.neighbour_bytes))

    def in_folder(folder: Path, name: str) -> bytes | None:
        wanted = Path(os.path.normpath(folder / name))
        # Never above the folder's parent: a log cannot point at the rest of the disk.
        inside = wanted.is_relative_to(root) or wanted.is_relative_to(folder.parent)
        return read(wanted) if inside and wanted.is_file() else None

    return lambda folder: partial(in_folder, folder)


def _whole(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise InputError(f"{path.name} beside it has more than {most:,} bytes")
    return path.read_bytes()
