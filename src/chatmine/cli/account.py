"""What a run says about its input: a line for each file that failed, a summary, the file of problems, the exit code."""

import sys
from collections import Counter
from collections.abc import Iterator

import typer

from chatmine.cli.output import Destination
from chatmine.outputs import Table
from chatmine.outputs.harmless import harmless
from chatmine.reading import FAILED, SKIPPED, FileReport

INCOMPLETE = 3
PROBLEM_COLUMNS = ("path", "line", "status", "reason")


def say(text: str) -> None:
    """One line to standard error; the words may be a stranger's."""
    sys.stderr.write(f"chatmine: {harmless(text)}\n")


def close(reports: list[FileReport], problems: str | None = None, *, quiet: bool = False) -> None:
    """Name what failed, sum up, write the problems; exits with 3 if some input could not be read."""
    for report in reports:
        for line in _lines(report):
            say(f"{report.path}: {line}")
    if not quiet:
        say(summary(reports))
    if problems:
        path = None if problems == "-" else problems
        format_name = "csv" if path is None or "." not in path else None
        Destination(path, format_name).write(Table("problems", PROBLEM_COLUMNS, list(_problems(reports))))
    if any(report.status == FAILED for report in reports):
        raise typer.Exit(INCOMPLETE)


def summary(reports: list[FileReport]) -> str:
    """What was read, in one line; the counts add up.

    >>> summary([FileReport("a.txt", messages=3, notices=1), FileReport("b.jpg", status="skipped")])
    '2 files: 1 read, 1 skipped; 4 parts: 3 messages, 1 notice'
    """
    files = Counter(report.status for report in reports)
    parts = {
        "message": sum(report.messages for report in reports),
        "duplicate": sum(report.duplicates for report in reports),
        "notice": sum(report.notices for report in reports),
        "rejected line": sum(report.rejected for report in reports),
    }
    by_status = ", ".join(f"{count} {status}" for status, count in sorted(files.items(), key=_status_order))
    by_part = ", ".join(counted(count, name) for name, count in parts.items() if count or name == "message")
    total = f"{counted(len(reports), 'file')}: {by_status}" if reports else "no files"
    return f"{total}; {counted(sum(parts.values()), 'part')}: {by_part}"


def _status_order(item: tuple[str, int]) -> int:
    return ("read", SKIPPED, FAILED).index(item[0])


def counted(count: int, name: str) -> str:
    """A number of things.

    >>> counted(1, "file"), counted(2, "file")
    ('1 file', '2 files')
    """
    return f"{count} {name}{'' if count == 1 else 's'}"


def _lines(report: FileReport) -> Iterator[str]:
    if report.status == FAILED:
        partly = f" (after {counted(report.messages, 'message')})" if report.messages else ""
        yield f"{report.problem}{partly}"
    yield from report.remarks
    if report.rejected:
        first = report.rejections[0]
        yield f"{counted(report.rejected, 'line')} rejected, the first at {first.line}: {first.reason}"


def _problems(reports: list[FileReport]) -> Iterator[tuple[str, int | None, str, str]]:
    for report in reports:
        if report.problem:
            yield report.path, None, report.status, report.problem
        for remark in report.remarks:
            yield report.path, None, "remark", remark
        for rejected in report.rejections:
            yield report.path, rejected.line, "rejected", rejected.reason
        if report.rejected > len(report.rejections):
            yield report.path, None, "rejected", f"{report.rejected - len(report.rejections)} more lines"
