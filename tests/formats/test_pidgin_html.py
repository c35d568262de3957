"""Pidgin's HTML: a record a line, in the tags of several versions."""

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.pidgin_html import FORMAT
from chatmine.records import Message

Log = Callable[..., Any]
PATH = "logs/jabber/me/ann@example.net/2024-03-04.215810+0100CET.html"
HEADING = "Conversation with ann@example.net at Mon 04 Mar 2024 09:58:10 PM CET on me@example.net (jabber)"
HEAD = f"<html><head><title>{HEADING}</title></head><body><h3>{HEADING}</h3>\n"


def line(time: str, name: str, words: str, colour: str = "A82F2F") -> str:
    return f'<font color="#{colour}"><font size="2">({time})</font> <b>{name}</b></font> {words}<br/>\n'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (line("21:58:10", "Ann:", "Hi &amp; <b>bye</b>"), "21:58 Ann: Hi & bye"),
        (line("09:58:10 PM", "Ann:", "one<br/>two"), "21:58 Ann: one\ntwo"),
        (line("21:58:10", "Ann &lt;AUTO-REPLY&gt;:", "away"), "21:58 Ann: away"),
        (line("21:58:10", "***Ann", "waves", "062585"), "21:58 Ann (action): waves"),
        ('<font color="#6C2585"><font size="2">(21:58:10)</font><b> Ann:</b></font> psst<br/>\n', "21:58 Ann: psst"),
        (
            '<span style="color: #A82F2F"><span style="font-size: smaller">(21:58:10)</span> <b>Ann:</b>'
            "</span> Hi<br>\n",
            "21:58 Ann: Hi",
        ),
        ('<font size="2">(21:58:10)</font><b> Ann has left: bye</b><br/>\n', "-- Ann has left: bye"),
        ('<font color="#FF0000"><font size="2">(21:58:10)</font><b> Error: no</b></font><br/>\n', "-- Error: no"),
        ("---- Ann signed on @ 21:58:10 ----<br/>\n", "-- ---- Ann signed on @ 21:58:10 ----"),
    ],
)
def test_reads(written: str, expected: str, memory_log: Log) -> None:
    log = memory_log(HEAD + written, path=PATH)
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log)[1:] == [expected]


def test_a_record_goes_on_until_the_next(memory_log: Log) -> None:
    open_line = line("21:58:10", "Ann:", "<pre>a").replace("<br/>", "")
    log = memory_log(HEAD + open_line + "b</pre><br/>\n" + line("21:59:00", "Me:", "c"), path=PATH)
    first, second = messages(FORMAT, log)
    assert (first.text, first.line, first.lines) == ("a\nb", 2, 2)
    assert (second.text, second.line) == ("c", 4)


def test_days_come_from_name_heading_and_lines(memory_log: Log) -> None:
    text = (
        HEAD + line("23:59:00", "Ann:", "a") + line("00:01:00", "Ann:", "b") + line("2024-03-04 23:00:00", "Ann:", "c")
    )
    days = [datetime(2024, 3, 4, 23, 59), datetime(2024, 3, 5, 0, 1), datetime(2024, 3, 4, 23)]  # noqa: DTZ001
    for path in (PATH, "log.html"):
        assert [said.timestamp for said in messages(FORMAT, memory_log(text, path=path))] == days


def test_the_heading_or_the_folder_names_the_conversation(memory_log: Log) -> None:
    english, other = (memory_log(head + line("1:00:00", "Ann:", "a"), path=PATH) for head in (HEAD, ""))
    assert [said.conversation for log in (english, other) for said in messages(FORMAT, log)] == ["ann@example.net"] * 2


names = st.from_regex(r"[A-Za-zé][A-Za-zé ]{0,10}[a-z]", fullmatch=True)
words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@given(st.lists(st.tuples(names, words), max_size=6))
def test_what_was_said_is_read_again(said: list[tuple[str, str]]) -> None:
    text = HEAD + "".join(line("12:00:00", f"{escape(name)}:", escape(word)) for name, word in said)
    read = [item for item in FORMAT.parse(MemoryLog(text, path=PATH)) if isinstance(item, Message)]
    assert [(item.speaker, item.text) for item in read] == said
