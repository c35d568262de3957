"""Reading: paths in, messages out, and an account of every file on the way."""

import logging
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from chatmine.errors import InputError
from chatmine.formats import Format, Parsed, by_name, detect
from chatmine.limits import Limits
from chatmine.reading.breaks import Breakable, one_line
from chatmine.reading.contents import binary, media
from chatmine.reading.decoding import Encoding, find_encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.merging import Merging
from chatmine.reading.options import Options, Touch
from chatmine.reading.place import Place
from chatmine.reading.relays import Relays
from chatmine.reading.report import FAILED, READ, SKIPPED, FileReport
from chatmine.reading.source import Source
from chatmine.reading.sources import find_sources
from chatmine.records import Message

__all__ = ["FAILED", "READ", "SKIPPED", "FileReport", "Limits", "Options", "read"]

_LOG = logging.getLogger(__name__)
_LONE = re.compile("[\ud800-\udfff]")


def read(
    paths: Iterable[str],
    options: Options | None = None,
    report: Callable[[FileReport], None] | None = None,
    place: Place | None = None,
) -> Iterator[Message]:
    """The messages of every log under these paths, in the order of the paths and of each log.

    `report` is told of each file when it has been read to its end, or as far as it could be, and `place` knows how far
    that is.

    Raises:
        UsageError: a path does not exist or is also written, or the format, encoding or zone that `options` names is
            unknown.
    """
    options = options or Options()
    options.check()
    given = list(paths)
    merging = None if options.keep_duplicates else Merging()
    sources = find_sources(given, options.limits, writes=options.writes)
    if place:
        place.begin(given)
    return _Run(options, merging, alone=len(given) == 1, place=place).read(sources, report)


@dataclass
class _Run:
    """One call of `read`: the options, and what one file tells about the next; `alone` is a single path."""

    options: Options
    merging: Merging | None
    alone: bool
    place: Place | None = None
    relays: Relays = field(default_factory=Relays)

    def read(self, sources: Iterator[Source], report: Callable[[FileReport], None] | None) -> Iterator[Message]:
        """The messages of all sources, each with its account at its end."""
        for source in sources:
            account = FileReport(source.path)
            yield from self._messages(source, account)
            if report:
                report(account)

    def _messages(self, source: Source, account: FileReport) -> Iterator[Message]:
        """One source's messages; whatever goes wrong is written to its account and stops this source only."""
        breakable = Breakable(source.open, source.broken)
        if self.place:
            self.place.enter(breakable, account)
        try:
            log = self._open(replace(source, open=breakable.open), account)
            if log is not None:
                account.sha256, account.bytes = breakable.fingerprint()
                yield from account.count(self._parsed(log, account), self._is_new(log, account))
                if log.by_lines:
                    account.check(log.empty_lines)
        except (InputError, OSError, EOFError) as error:
            account.fail(one_line(error))
        except Exception as error:  # a format that trips over hostile content must not stop the others
            _LOG.debug("%s", source.path, exc_info=error)
            account.fail(f"the {account.format or 'unknown'} reader broke: {_place(error)}")
        if breakable.problem:  # the reason behind whatever its format made of the break
            account.fail(breakable.problem)

    def _open(self, source: Source, account: FileReport) -> OpenedLog | None:
        if source.refusal:
            account.fail(source.refusal, FAILED if source.given or source.expected else SKIPPED)
            return None
        with source.open() as stream:
            start = stream.read(4096)
        if what := media(start) or ("" if start else "empty"):
            account.fail(f"{what}, not a chat log" if start else what, FAILED if source.given else SKIPPED)
            return None
        encoding = Encoding(self.options.encoding) if self.options.encoding else find_encoding(source.open)
        if not encoding.name.startswith("utf-16") and (kind := binary(start)):
            raise InputError(f"{kind}, not a chat log")
        account.encoding = str(encoding)
        return OpenedLog(source, encoding, self.options.dayfirst, limits=self.options.limits)

    def _parsed(self, log: OpenedLog, account: FileReport) -> Iterator[Parsed]:
        form, account.confidence = self._format_of(log)
        account.format, account.remarks = form.name, log.remarks
        touches = self.options.touches(form.name)
        try:
            for item in self.relays.speakers(form.parse(log), log.path, form.name):
                if isinstance(item, Message) and (touches or not item.text.isascii() or not item.speaker.isascii()):
                    yield _touched(item, touches)
                else:
                    yield item
        finally:
            account.lines, account.undecoded, account.day_order = log.lines_read, log.undecoded, log.day_order

    def _format_of(self, log: OpenedLog) -> tuple[Format, float]:
        if self.options.input_format:
            return by_name(self.options.input_format), 1.0
        return detect(log.head())

    def _is_new(self, log: OpenedLog, account: FileReport) -> Callable[[Message], bool] | None:
        """Tells the messages that no other file gave; a file that is alone needs no comparison."""
        if self.merging is None or (self.alone and log.source.given):
            return None
        self.merging.begin_file()
        if first := self.merging.copied(log.path, account.sha256, account.bytes):
            log.remark(f"the same bytes as {first}")
            return lambda _: False
        merging = self.merging
        return lambda message: merging.is_new(account.format, message)


def _touched(message: Message, touches: list[Touch]) -> Message:
    for touch in touches:
        message = touch(message)
    return _sound(message)


def _sound(message: Message) -> Message:
    """The message without lone surrogates, which JSON can spell but no text can hold: each becomes U+FFFD."""
    if not _LONE.search(message.text) and not _LONE.search(message.speaker):
        return message
    return replace(message, text=_LONE.sub("\ufffd", message.text), speaker=_LONE.sub("\ufffd", message.speaker))


def _place(error: Exception) -> str:
    """An error's kind and the line of ours where it arose; what it says may be a piece of somebody's message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
