"""Real logs of other projects, where somebody has them: each is read completely, by the format that its folder names.

`CHATMINE_FIXTURES` says where they are. MANIFEST.tsv beside them states a count for each file, in words.
"""

import csv
import re
from pathlib import Path

import pytest
from tests.conftest import FIXTURES

from chatmine.reading import READ, FileReport, read

MANIFEST = FIXTURES / "MANIFEST.tsv"
# The folders are named by what other projects call the format.
NAMES = {"csv_generic": "table", "jsonl_leak": "leak_json", "slack_zip": "slack"}
# What a file is, or holds, once it is read: not what its folder or its count says.
NO_LOG = {"PISG+pisg__FORMATS.txt"}  # a document about logs
OTHER_FORMAT = {"joweich+chat-miner__target.json": "leak_json"}  # what another tool made of the logs beside it
FEWER = {
    "MasterScrat+Chatistics___chat.txt": 21,  # two pasted lines look like headers of another shape
    "MasterScrat+Chatistics___chat_2.txt": 4,  # so does one here
    "ReagentX+imessage-exporter__example.html": 11,  # one of the times is that of an edit
}


def stated() -> list[tuple[str, str, int]]:
    """Format, path and the least number of parts that the manifest's words promise."""
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    counts = ((row, re.match(r"\d+", row["n_messages"])) for row in rows)
    return [(row["format"], row["local_path"], int(count[0]) if count else 0) for row, count in counts]


def account(path: Path) -> list[FileReport]:
    reports: list[FileReport] = []
    for _ in read([str(path)], report=reports.append):
        pass
    return reports


STATED = stated()
pytestmark = pytest.mark.skipif(not STATED, reason="the logs of other projects are not here")


@pytest.mark.parametrize(("folder", "path", "count"), STATED, ids=lambda value: Path(str(value)).name[-40:])
def test_a_log_of_another_project_is_read_completely(folder: str, path: str, count: int) -> None:
    name = Path(path).name
    reports = account(FIXTURES / path)
    if name in NO_LOG:
        assert reports[0].problem == "not a chat log of a known format"
        return
    assert {report.status for report in reports} == {READ}
    assert OTHER_FORMAT.get(name, NAMES.get(folder, folder)) in {report.format for report in reports}
    assert sum(report.read for report in reports) >= FEWER.get(name, count)


def test_nearly_all_that_was_said_is_found() -> None:
    rows = [(FIXTURES / path, count) for _, path, count in STATED]
    found = sum(min(count, sum(report.messages + report.notices for report in account(path))) for path, count in rows)
    assert found >= 0.99 * sum(count for _, count in rows)


@pytest.mark.parametrize("path", [path for _, path, _ in STATED], ids=lambda path: Path(path).name[-40:])
def test_every_line_is_accounted_for(path: str) -> None:
    for report in account(FIXTURES / path):
        assert report.blank >= 0 or not report.lines
