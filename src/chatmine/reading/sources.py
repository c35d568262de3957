"""Where bytes come from: files, folders walked in a stable order, members of zip archives, gzip files, standard input.

Nothing is ever unpacked to disk, and links inside folders are not followed.
"""

import gzip
import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from chatmine.errors import InputError, UsageError

STDIN = "-"
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
# What systems leave in folders and archives; nobody put it there to be read. Other hidden files are read like any:
# IRC clients keep their logs under `.weechat` and `.purple`.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_CLUTTER_FOLDERS = frozenset({"__MACOSX", ".git"})

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True)
class Source:
    """One thing to read. `path` is what tables show, `name` the path below what the user gave.

    `find` opens what lies at a path relative to this source's folder, in the same folder tree or archive.
    """

    path: str
    name: str
    open: Opener
    find: Callable[[str], Opener | None]
    given: bool = False


def find_sources(paths: Iterable[str]) -> Iterator[Source]:
    """Every source under these paths, folders in the order of their names; archives give their members.

    Raises:
        UsageError: a path does not exist; raised before anything is read.
    """
    given = list(paths)
    missing = [path for path in given if path != STDIN and not os.path.lexists(path)]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    return chain.from_iterable(map(_under, given))


def _under(path: str) -> Iterator[Source]:
    if path == STDIN:
        # Read once into memory: a pipe cannot be rewound, and a leak is never written to a temporary file.
        content = sys.stdin.buffer.read()
        yield Source("stdin", "stdin", partial(io.BytesIO, content), _nothing_beside, given=True)
    elif Path(path).is_dir():
        unreadable: list[OSError] = []
        for file in _walk(path, unreadable.append):
            yield from _of_file(file, os.path.relpath(file, path), Path(path))
        for error in unreadable:
            name = str(error.filename)
            yield Source(name, name, partial(_fail, error.strerror or "unreadable folder"), _nothing_beside)
    else:
        yield from _of_file(path, Path(path).name, Path(path).parent, given=True)


def _walk(folder: str, on_error: Callable[[OSError], None]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = sorted(set(folders) - _CLUTTER_FOLDERS)
        for name in sorted(files):
            path = Path(parent, name)
            if name not in _CLUTTER and not name.startswith("._") and not path.is_symlink():
                yield str(path)


def _of_file(path: str, name: str, root: Path, given: bool = False) -> Iterator[Source]:
    find = partial(_in_folder, Path(path).parent, root)
    opener = cast(Opener, partial(open, path, "rb"))
    if not Path(path).is_file():
        yield Source(path, name, partial(_fail, "not a regular file"), find, given)
        return
    magic = _magic(path)
    if magic == _ZIP:
        yield from _of_zip(path, name, given)
        return
    if magic[:2] == _GZIP:
        opener = cast(Opener, partial(gzip.open, path, "rb"))
        name = name.removesuffix(".gz")
    yield Source(path, name, opener, find, given)


def _magic(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(4)
    except OSError:
        return b""  # the reason is told when the source is opened


def _of_zip(path: str, name: str, given: bool) -> Iterator[Source]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield Source(path, name, partial(_fail, f"damaged zip archive: {error}"), _nothing_beside, given)
        return
    with archive:
        members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if "[Content_Types].xml" in archive.namelist():
            yield Source(path, name, partial(_fail, "an office document, not a chat log"), _nothing_beside, given)
            return
        for info in members:
            if not _is_clutter(info.filename):
                yield _of_member(archive, info, path, name)


def _is_clutter(member: str) -> bool:
    path = PurePosixPath(member)
    return path.name in _CLUTTER or path.name.startswith("._") or not _CLUTTER_FOLDERS.isdisjoint(path.parts)


def _of_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, name: str) -> Source:
    return Source(
        f"{path}!{info.filename}",
        str(PurePosixPath(name.replace(os.sep, "/")).with_suffix("") / info.filename),
        partial(_open_member, archive, info.filename),
        partial(_in_archive, archive, PurePosixPath(info.filename).parent),
    )


def _open_member(archive: zipfile.ZipFile, member: str) -> BinaryIO:
    try:
        return cast(BinaryIO, archive.open(member))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise InputError(f"cannot be unpacked: {error}") from error  # encrypted, damaged, or an unknown method


def _in_archive(archive: zipfile.ZipFile, folder: PurePosixPath, name: str) -> Opener | None:
    wanted = os.path.normpath(folder / name).replace(os.sep, "/")
    return partial(_open_member, archive, wanted) if wanted in archive.NameToInfo else None


def _in_folder(folder: Path, root: Path, name: str) -> Opener | None:
    """A neighbour of a file, never one above the folder's parent: a log cannot point at the rest of the disk."""
    wanted = Path(os.path.normpath(folder / name))
    inside = wanted.is_relative_to(root) or wanted.is_relative_to(folder.parent)
    return cast(Opener, partial(open, wanted, "rb")) if inside and wanted.is_file() else None


def _nothing_beside(_: str) -> None:
    return None


def _fail(reason: str) -> BinaryIO:
    raise InputError(reason)
