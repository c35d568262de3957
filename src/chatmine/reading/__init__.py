"""Reading: paths in, messages out, and an account of every file on the way."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from chatmine.errors import InputError, UsageError
from chatmine.formats import Format, Parsed, by_name, detect
from chatmine.reading.contents import binary, media
from chatmine.reading.decoding import Encoding, find_encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.report import FAILED, READ, SKIPPED, FileReport
from chatmine.reading.sources import Source, find_sources
from chatmine.records import Message

__all__ = ["FAILED", "READ", "SKIPPED", "FileReport", "Options", "read"]

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Options:
    """What the user knows better than the content tells: the format, the encoding, the order of day and month."""

    input_format: str | None = None
    encoding: str | None = None
    dayfirst: bool | None = None


def read(
    paths: Iterable[str], options: Options | None = None, report: Callable[[FileReport], None] | None = None
) -> Iterator[Message]:
    """The messages of every log under these paths, in the order of the paths and of each log.

    `report` is told of each file when it has been read to its end, or as far as it could be.

    Raises:
        UsageError: a path does not exist, or the format or encoding that `options` names is unknown.
    """
    options = options or Options()
    _check(options)
    return _read(find_sources(paths), options, report)


def _read(
    sources: Iterable[Source], options: Options, report: Callable[[FileReport], None] | None
) -> Iterator[Message]:
    for source in sources:
        account = FileReport(source.path)
        yield from _messages(source, options, account)
        if report:
            report(account)


def _check(options: Options) -> None:
    if options.input_format:
        by_name(options.input_format)
    try:
        codecs.lookup(options.encoding or "utf-8")
    except LookupError as error:
        raise UsageError(f"there is no encoding {options.encoding!r}") from error


def _messages(source: Source, options: Options, account: FileReport) -> Iterator[Message]:
    """One source's messages; whatever goes wrong is written to its account and stops this source only."""
    try:
        log = _open(source, options, account)
        if log is not None:
            yield from map(_sound, account.count(_parsed(log, options, account)))
    except (InputError, OSError, EOFError) as error:
        account.fail(_one_line(error))
    except Exception as error:  # a format that trips over hostile content must not stop the others
        account.fail(f"the {account.format or 'unknown'} reader broke: {type(error).__name__}: {_one_line(error)}")


def _parsed(log: OpenedLog, options: Options, account: FileReport) -> Iterator[Parsed]:
    form, account.confidence = _format_of(log, options)
    account.format, account.remarks = form.name, log.remarks
    try:
        yield from form.parse(log)
    finally:
        account.lines = log.lines_read


def _open(source: Source, options: Options, account: FileReport) -> OpenedLog | None:
    with source.open() as stream:
        start = stream.read(4096)
    if not start:
        account.fail("empty", FAILED if source.given else SKIPPED)
        return None
    if kind := media(start):
        account.fail(f"{kind}, not a chat log", FAILED if source.given else SKIPPED)
        return None
    encoding = Encoding(options.encoding) if options.encoding else find_encoding(source.open)
    if not encoding.name.startswith("utf-16") and (kind := binary(start)):
        raise InputError(f"{kind}, not a chat log")
    account.encoding = str(encoding)
    return OpenedLog(source, encoding, options.dayfirst)


def _format_of(log: OpenedLog, options: Options) -> tuple[Format, float]:
    if options.input_format:
        return by_name(options.input_format), 1.0
    return detect(log.head())


def _sound(message: Message) -> Message:
    """The message without lone surrogates, which JSON can spell but no text can hold: each becomes U+FFFD."""
    if not _LONE.search(message.text) and not _LONE.search(message.speaker):
        return message
    return replace(message, text=_LONE.sub("\ufffd", message.text), speaker=_LONE.sub("\ufffd", message.speaker))


def _one_line(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())
