"""imessage-exporter's HTML: old and new mark-up, replies that are shown twice."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.imessage_html import FORMAT

Log = Callable[..., Any]


def message(inner: str, who: str = "Me", time: str = "5:29:42 PM", number: str = "") -> str:
    stamp = f"May 17, 2022  {time} (Read by them after 1 second)"
    linked = f'<a href="sms://open?message-guid={number}">{stamp}</a>' if number else stamp
    side = "sent iMessage" if who == "Me" else "received"
    return (
        f'<div class="message">\n <div class="{side}">\n <p><span class="timestamp">{linked}</span>\n'
        f' <span class="sender">{who}</span></p>\n <hr>{inner}</div>\n</div>\n'
    )


def part(inner: str) -> str:
    return f'<div class="message_part">\n{inner}\n</div>'


def bubble(words: str) -> str:
    return part(f'<span class="bubble">{words}</span>')


AGAIN = '<span class="reply_context">This message responded to an earlier message.</span>'
EDITED = part(
    '<div class="edited"><table><tbody><tr><td></td><td>pay 40</td></tr></tbody><tfoot><tr><td>'
    '<span class="timestamp">Edited 9 seconds later</span></td><td>pay 40k</td></tr></tfoot></table></div>'
)
UNSENT = part(
    '<div class="edited"><span class="unsent">You unsent this message part 1 second after sending!</span></div>'
)
LIKED = '<div class="{0}"><hr><p>{0}:</p><div class="reaction"><span><b>Liked</b> by Ann</span></div></div>'


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (bubble("Hello &amp; <b>world</b>\n\nagain"), "17:29 Me: Hello & world\n\nagain"),
        (bubble("one") + "<hr>" + bubble("two"), "17:29 Me: one\ntwo"),
        ('Subject: <span class="subject">Rent</span>' + bubble("is due"), "17:29 Me: Rent\nis due"),
        (bubble("hi") + LIKED.format("reactions") + LIKED.format("tapbacks"), "17:29 Me: hi"),
        (bubble("hi") + '<span class="expressive">Sent with Echo</span>', "17:29 Me: hi"),
        (part('<img src="a.jpeg" loading="lazy">'), "17:29 Me (media):"),
        (part('<a href="a.pdf">Click to download a.pdf</a>') + bubble("the deed"), "17:29 Me (media): the deed"),
        (EDITED, "17:29 Me: pay 40k"),
        (UNSENT, "17:29 Me (deleted):"),
        (bubble("x") + '<span class="deleted">This message was deleted!</span>', "17:29 Me (deleted): x"),
        ('<span class="shareplay"><hr>SharePlay Message Ended</span>', "17:29 Me (call):"),
        (
            part('<div class="app"><a href="https://example.org/a"><div class="name">Acme</div></a></div>'),
            "17:29 Me: https://example.org/a",
        ),
        (
            part('<div class="app"><div class="name">Apple Cash</div><div class="caption">$32.83</div></div>'),
            "17:29 Me: Apple Cash\n$32.83",
        ),
    ],
)
def test_reads(inner: str, line: str, memory_log: Log) -> None:
    log = memory_log(f"<html>{message(inner)}</html>")
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [line]


def test_a_reply_counts_once_at_its_own_time(memory_log: Log) -> None:
    reply = message(bubble("yes"), time="5:30:00 PM", number="B")
    shown = f'<div class="replies"><div class="reply" id="B">{reply}</div></div>'
    again = message(bubble("yes") + AGAIN, time="5:30:00 PM", number="B")
    parent = message(bubble("paid?") + shown, "Ann", number="A")
    log = memory_log(f"<html>{parent}{again}</html>")
    assert told(FORMAT, log) == ["17:29 Ann: paid?", "17:30 Me: yes"]
    assert [(said.id, said.reply_to) for said in messages(FORMAT, log)] == [("A", ""), ("B", "A")]
    assert told(FORMAT, memory_log(f"<html>{parent}</html>")) == ["17:29 Ann: paid?", "17:30 Me: yes"]


def test_announcements_are_notices(memory_log: Log) -> None:
    log = memory_log(
        '<div class ="announcement"><p><span class="timestamp">Oct 17, 2021 10:32:03 PM'
        "</span> You renamed the conversation"
        " to <b>Deals</b></p></div>"
    )
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == ["-- You renamed the conversation to Deals"]
    assert told(FORMAT, memory_log('<div class="message"></div>')) == ["?? a message without time or sender"]
