"""Google Voice: texts in many small files, groups, calls, voicemail."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.google_voice_html import FORMAT

Log = Callable[..., Any]


def page(title: str, body: str) -> str:
    return f'<?xml version="1.0" ?><html><head><title>{title}</title></head><body>{body}</body></html>'


def message(name: str, number: str, words: str, more: str = "") -> str:
    return (
        '<div class="message"><abbr class="dt" title="2011-12-15T20:08:08.451-05:00">Dec 15</abbr>:\n'
        '<cite class="sender '
        f'vcard"><a class="tel" href="tel:{number}"><span class="fn">{name}</span></a></cite>:\n<q>{words}'
        f"</q>{more}</div>"
    )


def chat(*inner: str) -> str:
    return f'<div class="hChatLog hfeed">{"".join(inner)}</div>'


def test_messages_have_their_moment_and_sender(memory_log: Log) -> None:
    picture = '<div><img src="x-1" alt="Image MMS Attachment" /></div>'
    body = chat(
        message("Ann Lee", "+15550171", "paid &amp; done?<br>all 40k"),
        message("Me", "+15550170", "MMS Sent", picture),
        message("", "+15550172", "who is this"),
    )
    log = memory_log(page("Me to\nAnn Lee", body))
    assert told(FORMAT, log) == [
        "01:08 Ann Lee: paid & done?\nall 40k",
        "01:08 Me (media):",
        "01:08 +15550172: who is this",
    ]
    assert {said.conversation for said in messages(FORMAT, log)} == {"Ann Lee"}


@pytest.mark.parametrize(
    ("path", "members", "conversation"),
    [
        ("Calls/Ann Lee - Text - 2011-12-16T01_08_08Z.html", "", "Ann Lee"),
        ("x.zip!Takeout/Voice/Calls/+15550171 - Text - 2011-12-16T01_08_08Z.html", "", "+15550171"),
        ("Calls/Group Conversation - 2011-12-16T01_08_08Z.html", "Ann, Ben", "Ann, Ben"),
    ],
)
def test_the_files_of_a_conversation_share_its_name(
    path: str, members: str, conversation: str, memory_log: Log
) -> None:
    cites = ", ".join(f'<cite><span class="fn">{name}</span></cite>' for name in members.split(", ") if name)
    group = f'<div class="participants">Group conversation with: {cites}</div>' if cites else ""
    (said,) = messages(FORMAT, memory_log(page("Title", chat(group, message("Ann", "+1", "hi"))), path=path))
    assert said.conversation == conversation


@pytest.mark.parametrize(
    ("label", "extra", "line"),
    [
        ("placed", "", "00:26 Me (call):"),
        ("missed", "", "00:26 Ann Lee (call):"),
        ("voicemail", '<span class="full-text">call me</span>', "00:26 Ann Lee (call): call me"),
    ],
)
def test_calls(label: str, extra: str, line: str, memory_log: Log) -> None:
    body = (
        '<div class="haudio"><div class="contributor vcard">A call <a class="tel" href="tel:+1">'
        '<span class="fn">Ann Lee'
        f'</span></a></div><abbr class="published" title="2009-09-17T17:26:41.000-07:00">x</abbr>{extra}'
        f'<div class="tags"><a rel="tag" href="http://www.google.com/voice#{label}">x</a></div></div>'
    )
    log = memory_log(page("Call", body))
    assert told(FORMAT, log) == [line]
    assert FORMAT.sniff(log.head) > 0.9
