"""Outputs: a table's rows, shown or written. Every output takes rows as they come and knows nothing of where from."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from chatmine.errors import UsageError

FORMATS = {
    "table": "terminal",
    "csv": "delimited",
    "tsv": "delimited",
    "json": "jsons",
    "jsonl": "jsons",
    "md": "markdown",
}
UNFINISHED = ".part"  # how a file that is not finished ends
_SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "md"}


@dataclass(frozen=True)
class Table:
    """What is put out: `rows` are tuples as long as `columns`.

    `about` is what outputs that can carry it record of how the table was made, `closing` what is known of that only
    when all rows are out: the account of what was read.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]
    about: dict[str, object] = field(default_factory=dict)
    closing: Callable[[], dict[str, object]] = dict


@dataclass(frozen=True)
class Style:
    """How it is put out: `raw` leaves cells that a spreadsheet would run as they are, `excel` adds the BOM it wants."""

    raw: bool = False
    excel: bool = False


PLAIN = Style()

Writer = Callable[[Table, TextIO, Style], None]


def writer(name: str) -> Writer:
    """The function that writes this output format.

    Raises:
        UsageError: there is no such output; the text lists those there are.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no output format {name!r}; choose from {', '.join(FORMATS)}")
    module = import_module(f"chatmine.outputs.{FORMATS[name]}")
    return getattr(module, f"write_{name}")  # type: ignore[no-any-return]


def format_of(path: str) -> str:
    """The output format that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _SUFFIXES:
        raise UsageError(f"cannot tell the format of {path!r} from its name: add --format")
    return _SUFFIXES[suffix]


def check_writable(path: str) -> None:
    """Find out before the work whether its result can be written.

    Raises:
        UsageError: there is no such folder, or it or the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder")
    if not target.parent.is_dir():
        raise UsageError(f"cannot write {path}: there is no such folder")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        raise UsageError(f"cannot write {path}: not allowed")


@contextlib.contextmanager
def replacing(path: str) -> Iterator[TextIO]:
    """A file to write that takes its final name only when all of it is written; a device or pipe is written as it is.

    Raises:
        UsageError: the file cannot be made where `path` says.
        OSError: it cannot be written to its end; nothing of it is left.
    """
    check_writable(path)
    target = Path(os.path.realpath(path))  # a link stays one, and what it leads to is replaced
    try:
        with _straight(target) if target.exists() and not target.is_file() else _renamed(target) as stream:
            yield stream
    except OSError as error:
        error.filename = error.filename or path
        raise


@contextlib.contextmanager
def _renamed(target: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=UNFINISHED)
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:  # noqa: PTH123
            yield stream
            stream.flush()
            os.fsync(handle)
        Path(name).chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _straight(target: Path) -> TextIO:
    return target.open("w", encoding="utf-8", errors="backslashreplace", newline="")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
