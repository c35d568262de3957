"""What a run says about its input: a line for each file that failed, a summary, the file of problems, the exit code."""

from collections import Counter
from collections.abc import Iterator

import typer

from chatmine.cli.faults import say
from chatmine.cli.output import Destination
from chatmine.outputs import Table
from chatmine.reading import FAILED, SKIPPED, FileReport

INCOMPLETE = 3
PROBLEM_COLUMNS = ("path", "line", "status", "reason")


def close(reports: list[FileReport], problems: str | None = None, *, quiet: bool = False) -> None:
    """Name what failed, sum up, write the problems; exits with 3 if some input could not be read."""
    for report in reports:
        for line in _lines(report):
            say(f"{report.path}: {line}")
    if not quiet:
        say(summary(reports))
    if problems:
        write_problems(reports, problems)
    if any(report.status == FAILED for report in reports):
        raise typer.Exit(INCOMPLETE)


def write_problems(reports: list[FileReport], place: str) -> None:
    """Write what could not be read, and the account; CSV unless the file's name says otherwise."""
    path = None if place == "-" else place
    format_name = "csv" if path is None or "." not in path else None
    about: dict[str, object] = {"account": account(reports)}
    Destination(path, format_name).write(Table("problems", PROBLEM_COLUMNS, _problems(reports), about))


def account(reports: list[FileReport]) -> dict[str, int]:
    """The account of a run: what was read, and what became of it. `read` is counted apart from the rest."""
    names = ("messages", "duplicates", "notices", "rejected", "unaccounted")
    parts = {name: sum(getattr(report, name) for report in reports) for name in ("read", *names)}
    return {"files": len(reports), **Counter(f"files_{report.status}" for report in reports), **parts}


def summary(reports: list[FileReport]) -> str:
    """What was read, in one line; the counts add up.

    >>> summary([FileReport("a.txt", read=4, messages=3, notices=1), FileReport("b.jpg", status="skipped")])
    '2 files: 1 read, 1 skipped; 4 parts read = 3 messages + 0 duplicates + 1 notice + 0 rejected'
    """
    files = Counter(report.status for report in reports)
    known = account(reports)
    by_status = ", ".join(f"{count} {status}" for status, count in sorted(files.items(), key=_status_order))
    total = f"{counted(len(reports), 'file')}: {by_status}" if reports else "no files"
    parts = " + ".join(counted(known[f"{name}s"], name) for name in ("message", "duplicate", "notice"))
    return f"{total}; {counted(known['read'], 'part')} read = {parts} + {known['rejected']} rejected"


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
    if report.unaccounted:
        yield f"{counted(report.unaccounted, 'line')} in no part of the account: a defect in chatmine; please report it"
    if report.rejected:
        first = report.rejections[0]
        yield f"{counted(report.rejected, 'line')} rejected, the first at {first.line}: {first.reason}"


def _problems(reports: list[FileReport]) -> Iterator[tuple[str, int | None, str, str]]:
    """What could not be read, file by file, and at the end the account of the run."""
    for report in reports:
        if report.problem:
            yield report.path, None, report.status, report.problem
        for remark in report.remarks:
            yield report.path, None, "remark", remark
        if report.unaccounted:
            yield report.path, None, "unaccounted", counted(report.unaccounted, "line")
        for rejected in report.rejections:
            yield report.path, rejected.line, "rejected", rejected.reason
        if report.rejected > len(report.rejections):
            yield report.path, None, "rejected", f"{report.rejected - len(report.rejections)} more lines"
    yield "", None, "account", summary(reports)
