"""A source: one thing to read, wherever it lies."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from chatmine.errors import InputError

# What systems leave in folders and archives; nobody put it there to be read. Other hidden files are read like any:
# IRC clients keep their logs under `.weechat` and `.purple`.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_UNFINISHED = re.compile(r"\..+\.\w{8}\.part")  # an output that is being written, or whose run was killed
_CLUTTER_FOLDERS = frozenset({"__MACOSX", ".git"})

Opener = Callable[[], BinaryIO]
Beside = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Source:
    """One thing to read. `path` is what tables show, `name` the path below what the user gave.

    `beside` gives the content of what lies at a path relative to this source's folder, in the same folder tree or
    archive. `refusal` says why it is not read at all; it is a failure unless nothing was `expected` of it. `broken`
    says why there is more of it than can be read.
    """

    path: str
    name: str
    open: Opener
    beside: Beside
    given: bool = False
    refusal: str = ""
    expected: bool = True
    broken: str = ""

    @classmethod
    def refused(cls, path: str, reason: str, *, given: bool = False, expected: bool = True) -> "Source":
        """A source that is named and not read."""
        return cls(path, path, partial(_refuse, reason), nothing_beside, given, reason, expected)


def _refuse(reason: str) -> BinaryIO:
    raise InputError(reason)


def nothing_beside(_: str) -> None:
    """The neighbours of what stands alone."""


def is_clutter(path: str) -> bool:
    """Whether a file or folder (`name/`) is one that systems leave behind."""
    parts = PurePosixPath(path).parts
    name = parts[-1] if parts and not path.endswith("/") else ""
    left_behind = name in _CLUTTER or name.startswith("._") or _UNFINISHED.fullmatch(name) is not None
    return left_behind or not _CLUTTER_FOLDERS.isdisjoint(parts)


def shown(path: str) -> str:
    r"""A path as text: bytes in it that are no UTF-8 are spelled out, so that every output can hold it.

    >>> print(shown("logs/a\udcff.txt"))
    logs/a\udcff.txt
    """
    return path if path.isascii() else path.encode("utf-8", "backslashreplace").decode()
