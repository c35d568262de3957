"""Adium's XML logs: aliases, events, logs without their end."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.adium_xml import FORMAT

Log = Callable[..., Any]
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<chat xmlns="http://purl.org/net/ulf/ns/0.4-02" account="me" service="AIM">\n'
)


def message(words: str, more: str = "", sender: str = "-44@chat.facebook.com", tag: str = "message") -> str:
    return f'<{tag} sender="{sender}" time="2007-03-25T12:31:28-0400"{more}><div><span>{words}</span></div></{tag}>\n'


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (message("hey &amp; hi&nbsp;you<br />there", ' alias="Ann Lee"'), "16:31 Ann Lee: hey & hi you\nthere"),
        (message("hey"), "16:31 -44@chat.facebook.com: hey"),
        (message("waves", tag="action", sender="ann"), "16:31 ann (action): waves"),
        (message("", sender="ann"), "16:31 ann (media):"),
        ('<status type="offline" sender="ann" time="2007-03-25T14:26:30-04:00"/>', "-- ann: offline"),
        ('<event type="windowClosed" sender="me" time="2007-03-25T14:30:02-04:00"/>', "-- me: windowClosed"),
        ("<message><div>x</div></message>", "?? a message without a sender"),
        (message("hey", sender=" "), "?? a message without a sender"),
    ],
)
@pytest.mark.parametrize("end", ["</chat>", ""])
def test_reads(written: str, line: str, end: str, memory_log: Log) -> None:
    log = memory_log(HEAD + written + end)
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [line]
    assert bool(log.remarks) is (end == "")


def test_an_alias_holds_for_the_messages_after_it(memory_log: Log) -> None:
    log = memory_log(HEAD + message("a", ' alias="Ann"') + message("b") + "</chat>")
    assert [said.speaker for said in messages(FORMAT, log)] == ["Ann", "Ann"]


@pytest.mark.parametrize(
    "path", ["x/ann (2007-03-25T12.31.28-0400).chatlog", "ann (2007-03-25T12.31.28Z).chatlog/a.xml"]
)
def test_the_conversation_is_in_the_name(path: str, memory_log: Log) -> None:
    (said,) = messages(FORMAT, memory_log(HEAD + message("a") + "</chat>", path=path))
    assert said.conversation == "ann"
