"""`chatmine inspect`: what each file is, how sure that is, and whether all of it was read."""

from collections import deque

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.output import Destination
from chatmine.cli.progress import Progress
from chatmine.cli.provenance import made_from, made_with
from chatmine.engine import written
from chatmine.outputs import Style, Table
from chatmine.reading import FileReport, Options, read

COLUMNS = (
    "path", "format", "confidence", "encoding", "status", "messages", "notices", "rejected", "lines", "continuation",
    "blank", "first", "last", "zone", "problem", "duplicates", "undecoded", "day_order", "bytes", "sha256",
)  # fmt: skip


def inspect_command(
    paths: o.Paths = None,
    output_format: o.OutputFormat = None,
    output: o.Output = None,
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
    """Print what each file is, how sure that is, and whether all of it was read.

    In files made of lines, lines = messages + duplicates + continuation + notices + rejected + blank. The columns
    `lines`, `continuation` and `blank` are empty for JSON documents, whose parts are the others. `duplicates` are
    messages that another file had given before, `undecoded` characters that could not be read.
    """
    destination = Destination(output, output_format, Style(raw, excel))
    reports: list[FileReport] = []
    options = Options(
        input_format, encoding, dayfirst, zone, owner, keep_duplicates, o.limits(caps), o.files(output, problems)
    )
    progress = Progress(quiet=quiet)
    deque(progress(read(o.given(paths, output, problems), options, reports.append, progress.place)), maxlen=0)
    about = made_with(options, {})
    destination.write(Table("inspect", COLUMNS, map(_row, reports), about, lambda: made_from(reports)))
    close(reports, problems, quiet=quiet)


def _row(report: FileReport) -> tuple[object, ...]:
    by_line = (report.lines, report.continuation, report.blank) if report.lines else (None, None, None)
    return (
        report.path,
        report.format,
        round(report.confidence, 2) if report.format else None,
        report.encoding,
        report.status,
        report.messages,
        report.notices,
        report.rejected,
        *by_line,
        written(report.first),
        written(report.last),
        report.zone,
        "; ".join(filter(None, (report.problem, *report.remarks))),
        report.duplicates,
        report.undecoded,
        report.day_order,
        report.bytes,
        report.sha256,
    )
