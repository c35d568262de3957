"""The account of a file is whole: each line is a message, goes on with one, is a notice, is rejected or is blank.

What the account says is compared with what its format yields and with the file's text, which is counted here anew.
"""

from pathlib import Path

import pytest
from tests.conftest import FIXTURES, SAMPLES
from tests.reading.conftest import Reading

from chatmine.formats import Parsed, by_name
from chatmine.reading import FAILED, READ, FileReport, Limits, Options
from chatmine.reading.decoding import find_encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.source import Source
from chatmine.reading.sources import find_sources
from chatmine.records import Message, Notice, Rejected

FOLDERS = [path for root in (SAMPLES, FIXTURES) if root.is_dir() for path in sorted(root.iterdir()) if path.is_dir()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_of_a_file_is_lost(folder: Path, reading: Reading) -> None:
    messages, reports = reading(folder)
    assert sum(report.messages for report in reports) == len(messages)
    by_path = {report.path: report for report in reports}
    for source in find_sources([str(folder)]):
        report = by_path[source.path]
        if report.status == READ:
            log = OpenedLog(source, find_encoding(source.open))
            _compare(report, log, list(by_name(report.format).parse(log)))


def _compare(report: FileReport, log: OpenedLog, items: list[Parsed]) -> None:
    kinds = [type(item) for item in items]
    assert report.messages + report.duplicates == kinds.count(Message)
    assert (report.notices, report.rejected) == (kinds.count(Notice), kinds.count(Rejected))
    assert report.read == len(items)
    text = _lines(log.source, log)
    owned = [number for item in items for number in range(item.line, item.line + item.lines)]
    if report.lines and min(owned, default=1) > 0:
        assert report.lines == len(text)
        blank = set(range(1, len(text) + 1)) - set(owned)
        assert not [text[number - 1] for number in blank if text[number - 1].strip()]
        assert len(owned) == len(set(owned))
        assert report.blank == len(blank)


def _lines(source: Source, log: OpenedLog) -> list[str]:
    with source.open() as stream:
        text = stream.read().decode(log.encoding.name, log.encoding.errors)
    return text.removesuffix("\n").split("\n") if text else []


IRC = "[21:58] <ann> hello\n\n[21:59] <bob> hi\n*** ann left\nwhat is this\n"


def test_each_part_of_a_log_is_counted_as_what_it_is(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "#deals_20240304.log"
    path.write_text(IRC)
    _, (report,) = reading(path)
    counts = (report.messages, report.notices, report.rejected, report.continuation, report.blank, report.lines)
    assert counts == (2, 1, 1, 0, 1, 5)
    assert [(rejected.line, rejected.reason) for rejected in report.rejections] == [
        (5, "not a line of [HH:MM] <nick> (mIRC, ZNC, energymech, eggdrop, KVIrc, irclogs.ubuntu.com)")
    ]


def test_duplicates_and_what_goes_on_with_them_are_in_the_account(tmp_path: Path, reading: Reading) -> None:
    chat = "[04.03.24, 21:58:00] Ann: hello\nthere\n[04.03.24, 21:59:00] Bob: hi\n"
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "WhatsApp Chat - Port.txt").write_text(chat)
    _, reports = reading(tmp_path)
    assert [(report.messages, report.duplicates, report.continuation, report.blank) for report in reports] == [
        (2, 0, 1, 0),
        (0, 2, 1, 0),
    ]


def test_a_line_of_blanks_alone_is_in_no_part_whichever_blanks(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log"
    path.write_text("[21:58] <ann> hello\n\xa0\n\u3000 \n\x0b\n\x85\n \u2028\n[21:59] <ann> hello\n", "utf-8")
    _, (report,) = reading(path)
    assert (report.lines, report.messages, report.unaccounted) == (7, 2, 0)


def test_a_line_that_never_ends_is_cut_and_told(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log"
    path.write_text("[21:58] <ann> hello\n[21:59] <bob> " + "x" * 1000 + "\n[22:00] <ann> bye\n")
    messages, (report,) = reading(path, options=Options(limits=Limits(line_characters=100)))
    assert [len(message.text) for message in messages] == [5, 86, 3]
    assert report.remarks == ["a line of more than 100 characters: the rest of it is left out"]
    assert report.lines == 3


def test_of_a_log_that_breaks_off_the_account_holds_what_was_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "result.json"
    entry = '{"id": %d, "type": "message", "date": "2024-03-04T21:58:00", "from": "Ann", "text": "hi"}'
    path.write_text('{"name": "Deals", "type": "personal_chat", "messages": [' + ", ".join(entry % n for n in (1, 2)))
    messages, (report,) = reading(path)
    assert (len(messages), report.messages, report.status) == (2, 2, FAILED)
