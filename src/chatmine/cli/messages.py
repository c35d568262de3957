"""`chatmine messages`: the normalised speaker/message records."""

from collections.abc import Iterator

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.output import Destination
from chatmine.cli.progress import Progress
from chatmine.cli.provenance import made_from, made_with
from chatmine.engine import Filters, written
from chatmine.outputs import Style, Table
from chatmine.reading import FileReport, Options, read
from chatmine.records import Message

COLUMNS = (
    "conversation", "timestamp", "zone_known", "speaker", "text", "kind", "addressee", "reply_to", "id", "source",
)  # fmt: skip


def messages_command(
    paths: o.Paths = None,
    output_format: o.OutputFormat = None,
    output: o.Output = None,
    speakers: o.Speakers = None,
    conversations: o.Conversations = None,
    since: o.Since = None,
    until: o.Until = None,
    input_format: o.InputFormat = None,
    encoding: o.EncodingName = None,
    dayfirst: o.DayFirst = None,
    zone: o.Zone = None,
    owner: o.Owner = None,
    keep_duplicates: o.KeepDuplicates = False,
    problems: o.Problems = None,
    raw: o.Raw = False,
    excel: o.Excel = False,
    quiet: o.Quiet = False,
    caps: o.Caps = None,
    debug: o.Debug = False,
) -> None:
    """Print every message of every log as one normalised record, without looking for names.

    For example `chatmine messages logs/ -o messages.jsonl`, or `cat chat.txt | chatmine messages -`.
    """
    destination = Destination(output, output_format, Style(raw, excel))
    filters = Filters(since, until, tuple(speakers or ()), tuple(conversations or ()))
    reports: list[FileReport] = []
    options = Options(
        input_format, encoding, dayfirst, zone, owner, keep_duplicates, o.limits(caps), o.files(output, problems)
    )
    progress = Progress(quiet=quiet)
    found = progress(read(o.given(paths, output, problems), options, reports.append, progress.place))
    about = made_with(options, filters.recorded())
    destination.write(Table("messages", COLUMNS, _rows(found, filters), about, lambda: made_from(reports)))
    close(reports, problems, quiet=quiet)


def _rows(messages: Iterator[Message], filters: Filters) -> Iterator[tuple[object, ...]]:
    for m in filter(filters.wants, messages):
        moment = written(m.timestamp)
        yield m.conversation, moment, m.zone_known, m.speaker, m.text, m.kind, m.addressee, m.reply_to, m.id, m.source
