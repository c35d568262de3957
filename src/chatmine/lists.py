"""The lists that a user keeps in a spreadsheet: of aliases, of names to watch for, of names to ignore.

They are read as spreadsheets save them: with commas, semicolons or tabs, with or without a byte order mark, columns in
any order, their titles in any case. A row that cannot be used is reported by its number and the others work.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from chatmine.errors import UsageError
from chatmine.records import ORG, PERSON

T = TypeVar("T")
Cells = list[tuple[str, str]]  # the title and the text of each cell that is not empty

_LABELS = {
    "person": PERSON, "people": PERSON, "per": PERSON, "人": PERSON, "org": ORG, "organisation": ORG,
    "organization": ORG, "organisations": ORG, "organizations": ORG, "company": ORG, "机构": ORG,
}  # fmt: skip
_NEUTRALISED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n", "'＝", "'＋", "'－", "'＠")


@dataclass
class UserList:
    """The rows of a list, and what was wrong with those that are left out."""

    path: str
    problems: list[str] = field(default_factory=list)

    def rows(self, needed: str, make: Callable[[int, Cells], T]) -> Iterator[T]:
        """What `make` makes of each row; it raises ValueError where it cannot, with the reason.

        Raises:
            UsageError: the file cannot be read, or has no column with the title that is needed.
        """
        try:
            with open(self.path, encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123
                header = stream.readline()
                titles = [title.strip().casefold() for title in next(_csv([header], header), [])]
                if needed not in titles:
                    raise UsageError(f"{self.path}: the first row has no column {needed!r}")
                for number, cells in enumerate(_csv(stream, header), 2):
                    yield from self._made(number, list(zip(titles, map(as_meant, cells), strict=False)), make)
        except UnicodeDecodeError as error:
            raise UsageError(f"{self.path}: not UTF-8; save it as CSV UTF-8") from error
        except csv.Error as error:
            raise UsageError(f"{self.path}: not a CSV file: {error}") from error
        except OSError as error:
            raise UsageError(f"{self.path}: {error.strerror}") from error

    def _made(self, number: int, cells: Cells, make: Callable[[int, Cells], T]) -> Iterator[T]:
        filled = [(title, cell) for title, cell in cells if cell]
        if not filled:
            return
        try:
            made = make(number, filled)
        except ValueError as error:
            self.problems.append(f"{self.path}: row {number} left out: {error}")
        else:
            yield made


def _csv(lines: Iterable[str], header: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=max(",;\t", key=header.count))


def label_of(text: str) -> str:
    """The label that a cell names.

    >>> label_of("Organisation"), label_of("")
    ('ORG', '')

    Raises:
        ValueError: it names none.
    """
    if text and text.casefold() not in _LABELS:
        raise ValueError(f"there is no type {text!r}; write PERSON or ORG")
    return _LABELS[text.casefold()] if text else ""


def as_meant(cell: str) -> str:
    """A cell without the apostrophe by which an output keeps a spreadsheet from running it.

    >>> as_meant("'=SUM"), as_meant(" 'tis ")
    ('=SUM', "'tis")
    """
    cell = cell.strip()
    return cell[1:] if cell.startswith(_NEUTRALISED) else cell
