"""Adium's oldest logs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.adium_html import FORMAT

Log = Callable[..., Any]


def line(time: str, name: str, words: str) -> str:
    return (
        f'<div class="receive"><span class="timestamp">{time}</span> <span class="sender">{name}: </span>'
        f'<pre class="message">{words}</pre></div>\n'
    )


TEXT = (
    line("11:59:48 PM", "ann", "pay &lt;Acme&gt;\n  40k")
    + line("12:01:50 AM", "me (Autoreply)", 'see <a href="http://x.example/">http://x.example/</a>')
    + '<div class="status">ann went away (8:25:45 PM)</div>\n'
)


@pytest.mark.parametrize("path", ["logs/ann (2006-09-23).AdiumHTMLLog", "logs/ann (2006|09|23).html"])
def test_reads(path: str, memory_log: Log) -> None:
    log = memory_log(TEXT, path=path)
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [
        "23:59 ann: pay <Acme>\n  40k",
        "00:01 me: see http://x.example/",
        "-- ann went away (8:25:45 PM)",
    ]
    first, second = messages(FORMAT, log)
    assert (first.conversation, first.timestamp) == ("ann", datetime.fromisoformat("2006-09-23 23:59:48"))
    assert (second.line, second.timestamp) == (3, datetime.fromisoformat("2006-09-24 00:01:50"))


def test_a_log_without_a_date_has_no_times(memory_log: Log) -> None:
    assert [said.timestamp for said in messages(FORMAT, memory_log(TEXT))] == [None, None]
