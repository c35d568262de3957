"""DiscordChatExporter's CSV, and rows that go over lines."""

from collections.abc import Callable
from typing import Any

import pytest

from chatmine.formats.discord_csv import FORMAT
from chatmine.records import Message, Notice, Rejected

Log = Callable[..., Any]
HEADING = "AuthorID,Author,Date,Content,Attachments,Reactions\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('"1","Ann","2024-01-15T10:30:00+02:00","hi","",""', ("2024-01-15 08:30:00+00:00", "Ann", "hi", "text")),
        (
            '"1","Ann","2024-01-15T10:30:00+00:00","two\nlines ""quoted""","",""',
            ("2024-01-15 10:30:00+00:00", "Ann", 'two\nlines "quoted"', "text"),
        ),
        (
            '"1","Ann","2024-01-15T10:30:00.1234567+00:00","","https://x/a.png,https://x/b.png",""',
            ("2024-01-15 10:30:00.123456+00:00", "Ann", "", "media"),
        ),
        ('"1","Ann#0000","15-Jan-24 10:30 PM","hi","",""', ("2024-01-15 22:30:00", "Ann", "hi", "text")),
        (
            '"7","Deleted User#0000","2024-01-15T10:30:00+00:00","hi","",""',
            ("2024-01-15 10:30:00+00:00", "Deleted User 7", "hi", "text"),
        ),
        (
            '"1","Ann","2024-01-15T10:30:00+00:00","Started a call that lasted 3 minutes.","",""',
            ("2024-01-15 10:30:00+00:00", "Ann", "", "call"),
        ),
    ],
)
def test_a_row_is_a_message(row: str, expected: tuple[str, str, str, str], memory_log: Log) -> None:
    heading, message = FORMAT.parse(memory_log(HEADING + row))
    assert isinstance(heading, Notice)
    assert isinstance(message, Message)
    assert (str(message.timestamp), message.speaker, message.text, message.kind) == expected


def test_a_quote_that_is_never_closed_takes_no_other_row(memory_log: Log) -> None:
    row = '"1","Ann","2024-01-15T10:30:00+00:00",'
    _, cut, message, short = FORMAT.parse(memory_log(f'{HEADING}{row}"cut\n{row}"hi","",""\n"1","Ann"\n'))
    assert isinstance(cut, Message)
    assert isinstance(message, Message)
    assert (cut.text, message.text, message.line) == ("cut", "hi", 3)
    assert short == Rejected("a row with fewer values than its heading has", 4)


def test_the_channel_comes_from_the_name_that_the_exporter_gives(memory_log: Log) -> None:
    path = "x/Port Guild - Trade - deals [123456789012345678] [part 2].csv"
    *_, message = FORMAT.parse(memory_log(HEADING + '"1","A","2024-01-15T10:30:00+00:00","hi","",""', path=path))
    assert isinstance(message, Message)
    assert message.conversation == "Port Guild / deals"


def test_some_releases_number_their_messages(memory_log: Log) -> None:
    log = memory_log('MessageID,AuthorID,Author,Date,Content\n"99","1","Ann","04/20/2023 12:00 AM","hi"\n')
    _, message = FORMAT.parse(log)
    assert FORMAT.sniff(log.head) > 0.9
    assert isinstance(message, Message)
    assert (message.id, message.text, str(message.timestamp)) == ("99", "hi", "2023-04-20 00:00:00")


@pytest.mark.parametrize("text", ["Author,Date,Content\n", "AuthorID\n", '{"AuthorID": 1}'])
def test_other_headings_are_not_claimed(text: str, memory_log: Log) -> None:
    assert FORMAT.sniff(memory_log(text).head) == 0


def test_a_line_of_any_length_breaks_nothing(memory_log: Log) -> None:
    items = list(
        FORMAT.parse(memory_log(f'{HEADING}"1","Ann","2024-01-15T10:30:00+00:00","{"a" * 200_000}\n{"b" * 200_000}'))
    )
    assert [item.line for item in items] == [1, 2, 3]
