"""What must hold for any input, however hostile: the error that is allowed, bounded work, counts that add up."""

import dataclasses
import io
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from chatmine.errors import InputError
from chatmine.formats import Clean, Format, Parsed, detect
from chatmine.nlp.money import money
from chatmine.reading import READ, FileReport, read
from chatmine.reading.decoding import find_encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.source import Beside, Source, nothing_beside
from chatmine.records import Message, Money

SLOWEST = 2.0  # seconds of computing for an input of at most 256 KiB, on a busy machine


@dataclass
class FuzzedLog(OpenedLog):
    """A log that knows whether its format asked for lines, for bytes, or for both."""

    by_lines: bool = False
    by_bytes: bool = False

    def lines(self, clean: Clean | None = None) -> Iterator[tuple[int, str]]:
        self.by_lines = True
        return super().lines(clean)

    def binary(self) -> BinaryIO:
        self.by_bytes = True
        return super().binary()


def log_of(content: bytes, name: str = "log", beside: Beside = nothing_beside) -> FuzzedLog:
    """A log in memory, decoded as reading decodes any."""
    source = Source(name, name, partial(io.BytesIO, content), beside)
    return FuzzedLog(source, find_encoding(source.open))


def check_parse(form: Format, log: FuzzedLog) -> None:
    """Parse to the end, or to an `InputError`; every item is sound, and each non-blank line is in exactly one."""
    items: list[Parsed] = []
    began = time.process_time()
    whole = _collect(form, log, items)
    spent = time.process_time() - began
    assert spent < SLOWEST, f"{spent:.1f} s"
    for item in items:
        check_item(item)
    if log.by_lines and not log.by_bytes:
        check_lines(items, log, whole, in_json="json" in form.name)


def _collect(form: Format, log: FuzzedLog, items: list[Parsed]) -> bool:
    try:
        items.extend(form.parse(log))
    except InputError as error:
        assert str(error).strip(), "an error without a word"
        return False
    return True


def check_detect(log: FuzzedLog) -> None:
    """Every format bids from 0 to 1, or there is an `InputError`."""
    try:
        form, sure = detect(log.head())
    except InputError:
        return
    assert form.name
    assert 0.5 <= sure <= 1


def check_item(item: Parsed) -> None:
    """The fields of an item are of their types, whatever stood in the log."""
    timestamp = None
    if isinstance(item, Message):
        texts = [getattr(item, own.name) for own in dataclasses.fields(Message) if own.type is str]
        timestamp = item.timestamp
        assert item.speaker.strip(), "a message of nobody"
        assert item.kind in {"text", "action", "media", "call", "deleted", "forward"}, item.kind
    else:
        texts = [item.reason if hasattr(item, "reason") else item.text]
        timestamp = getattr(item, "timestamp", None)
    assert all(type(text) is str for text in texts), item
    assert type(item.line) is int, item
    assert item.line >= 0, item
    assert type(item.lines) is int, item
    assert item.lines >= 0, item
    assert timestamp is None or _sound(timestamp), item


def _sound(timestamp: datetime) -> bool:
    return type(timestamp) is datetime and timestamp.utcoffset() in {None, timedelta(0)}


def check_lines(items: Iterable[Parsed], log: FuzzedLog, whole: bool, in_json: bool) -> None:
    """The items of a log that is read by lines: in order, apart from each other, and nothing left out between.

    Of two JSON objects on one line the second takes only its further lines; brackets around objects are in no item.
    """
    covered = [0]
    for item in items:
        first = max(item.line, covered[-1] + 1) if in_json and item.line == covered[-1] else item.line
        covered.extend(range(first, first + item.lines))
    assert all(before < after for before, after in pairwise(covered)), "a line in two items, or items out of order"
    frame = " \t\r,[]" if in_json else None
    text = {number for number, line in OpenedLog(log.source, log.encoding).lines() if line.strip().strip(frame)}
    missing = text.difference(covered)
    assert not missing or not whole, f"line {min(missing)} in no item"
    assert covered[-1] <= log.lines_read, "a line that is not there"


def check_money(text: str) -> list[Money]:
    """Sums of money in order, each where it says that it is, each a finite amount."""
    began = time.process_time()
    found = money(text)
    spent = time.process_time() - began
    assert spent < SLOWEST, f"{spent:.1f} s"
    end = 0
    for sum_ in found:
        assert end <= sum_.start < sum_.end <= len(text), sum_
        assert text[sum_.start : sum_.end] == sum_.surface, sum_
        assert _amounts(sum_), sum_
        assert sum_.entity.strip(), sum_
        end = sum_.end
    return found


def _amounts(sum_: Money) -> bool:
    amounts = (sum_.min, sum_.max)
    if None in amounts:
        return amounts == (None, None) and sum_.vague
    return all(isinstance(amount, Decimal) and amount.is_finite() for amount in amounts)


def check_read(content: bytes, name: str) -> None:
    """From the disk to messages: no reader breaks, every problem has words, and what is read adds up."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        accounts: list[FileReport] = []
        messages = list(read([str(path)], report=accounts.append))
    for account in accounts:
        assert " reader broke: " not in account.problem, account.problem
        assert account.read == account.messages + account.duplicates + account.notices + account.rejected
        assert not account.unaccounted, f"{account.unaccounted} lines in no part"
        assert account.status == READ or account.problem
        assert account.status != READ or account.lines == 0 or account.blank >= 0
    assert len(messages) == sum(account.messages for account in accounts)
    for message in messages:
        check_item(message)
        message.text.encode()
        message.speaker.encode()
        message.conversation.encode()
