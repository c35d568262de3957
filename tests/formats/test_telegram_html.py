"""Telegram Desktop's HTML: joined messages, forwards, media, several parts."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.telegram_html import FORMAT

Log = Callable[..., Any]


def page(*bodies: str, title: str = "Port Team") -> str:
    header = f'<div class="page_header"><div class="content"><div class="text bold">\n{title} \n</div></div></div>'
    return (
        f"<!DOCTYPE html><html><head><title>Exported Data</title></head><body>{header}{''.join(bodies)}</body></html>"
    )


def message(number: int, inner: str, name: str = "", time: str = "21:58:10", zone: str = " UTC+03:00") -> str:
    named = f'<div class="from_name">\n{name} \n</div>' if name else ""
    return (
        f'\n<div class="message default clearfix{"" if name else " joined"}" id="message{number}">\n'
        '<div class="body">\n'
        f'<div class="pull_right date details" title="04.03.2024 {time}{zone}">\n21:58\n'
        f"</div>{named}{inner}</div></div>"
    )


def text(words: str) -> str:
    return f'<div class="text">\n{words}\n       </div>'


PHOTO = '<div class="media_wrap clearfix"><a class="photo_wrap" href="p.jpg"><img class="photo" src="p.jpg"/></a></div>'
CALL = (
    '<div class="media_wrap"><div class="media media_call"><div class="body"><div class="title">Ann'
    "</div></div></div></div>"
)
POLL = (
    '<div class="media_wrap"><div class="media_poll"><div class="question bold">Who pays?</div>'
    '<div class="details">Anonymous'
    ' poll</div><div class="answer">- Acme <span class="details">2 votes</span></div>'
    '<div class="answer">- Ben</div></div></div>'
)
FORWARD = (
    '<div class="pull_left forwarded userpic_wrap"></div><div class="forwarded body"><div class="from_name">The Bank '
    '<span class="date details" title="01.01.2020 10:00:00"> 01.01.2020</span></div>'
    '<div class="text">rates rise</div></div>'
)
REPLY = '<div class="reply_to details">In reply to <a href="messages.html#go_to_message7">this message</a></div>'


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (text("pay <strong>Acme</strong><br>40k &amp; more"), "18:58 Ann: pay Acme\n40k & more"),
        (text('see <a href="" onclick="return ShowMentionName()">Ben</a>'), "18:58 Ann: see Ben"),
        (text('<span class="spoiler hidden"><span aria-hidden="true">secret</span></span>'), "18:58 Ann: secret"),
        (PHOTO, "18:58 Ann (media):"),
        (PHOTO + text("the bill"), "18:58 Ann (media): the bill"),
        (CALL, "18:58 Ann (call):"),
        (POLL, "18:58 Ann: Who pays?\nAcme\nBen"),
        (FORWARD, "18:58 Ann (forward): rates rise"),
        (REPLY + text("yes"), "18:58 Ann: yes"),
        (text("hm") + '<span class="reactions"><span class="emoji">👍</span></span>', "18:58 Ann: hm"),
    ],
)
def test_reads(inner: str, line: str, memory_log: Log) -> None:
    assert told(FORMAT, memory_log(page(message(1, inner, "Ann")))) == [line]


def test_a_joined_message_has_the_author_of_the_one_before(memory_log: Log) -> None:
    log = memory_log(
        page(message(1, FORWARD, "Ann via @gif"), message(2, text("mine")), message(3, text("his"), "Ben"))
    )
    assert [said.speaker for said in messages(FORMAT, log)] == ["Ann", "Ann", "Ben"]


def test_a_part_may_begin_with_a_joined_message(memory_log: Log) -> None:
    before = {"messages9.html": page(message(1, text("a"), "Ann"), message(2, text("b"), "Ben"))}
    (said,) = messages(FORMAT, memory_log(page(message(3, text("c"))), path="x/messages10.html", neighbours=before))
    assert (said.speaker, said.conversation) == ("Ben", "Port Team")
    (alone,) = messages(FORMAT, memory_log(page(message(3, text("c")))))
    nameless = message(3, text("c")).replace(" joined", "")
    assert messages(FORMAT, memory_log(page(message(2, text("b"), "Ben"), nameless)))[1].speaker == "(unknown)"
    assert alone.speaker == "(unknown)"


def test_ids_replies_and_times(memory_log: Log) -> None:
    (said,) = messages(FORMAT, memory_log(page(message(9, REPLY + text("yes"), "Ann", zone=""))))
    assert (said.id, said.reply_to) == ("9", "7")
    assert said.timestamp == datetime(2024, 3, 4, 21, 58, 10, tzinfo=UTC).replace(tzinfo=None)


def test_service_lines_and_pages_without_messages_are_notices(memory_log: Log) -> None:
    service = '<div class="message service" id="message-1"><div class="body details">\n4 March 2024\n</div></div>'
    assert told(FORMAT, memory_log(page(service))) == ["-- 4 March 2024"]
    index = memory_log(page('<div class="page_body list_page"></div>', title="Chats"))
    assert FORMAT.sniff(index.head) > 0.5
    assert told(FORMAT, index) == ["-- a page of Telegram's export without messages"]
    assert told(FORMAT, memory_log('<div class="message default"></div>')) == ["?? a message without date and text"]
