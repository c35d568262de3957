"""DiscordChatExporter's HTML: groups, replies, layouts of several years, times in many languages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.discord_html import FORMAT

Log = Callable[..., Any]
FULL = "Monday, March 4, 2024 9:58 PM"
HEADING = (
    '<html><div class="preamble"><div class="preamble__entry">Guild</div>'
    '<div class="preamble__entry">Text / deals</div>'
    "</div>"
)


def header(name: str, stamp: str = FULL, number: str = "10") -> str:
    return (
        f'<div class="chatlog__header"><span class="chatlog__author" title="x#1" data-user-id="{number}">{name}</span> '
        f'<span class="chatlog__timestamp" title="{stamp}"><a href="#">short</a></span></div>'
    )


def content(words: str) -> str:
    return (
        f'<div class="chatlog__content chatlog__markdown"><span class="chatlog__markdown-preserve">{words}</span></div>'
    )


def container(number: int, inner: str) -> str:
    return (
        f'<div class="chatlog__message-container" data-message-id="{number}">'
        f'<div class="chatlog__message">{inner}</div></div>'
    )


def page(*parts: str) -> str:
    return f'{HEADING}<div class="chatlog">{"".join(parts)}</div></html>'


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (content("did <strong>Acme</strong> wire\n  the 40k?"), "did Acme wire\n  the 40k?"),
        (content('<span class="chatlog__markdown-mention" title="b">@Ben</span> see &lt;this&gt;'), "@Ben see <this>"),
        (content('<img class="chatlog__emoji" alt="🔥"><img class="chatlog__emoji" alt="kiln_ok">'), "🔥:kiln_ok:"),
        (content('x <span class="chatlog__edited-timestamp">(edited)</span>'), "x"),
        (content("hi") + '<div class="chatlog__reactions"><span>3</span></div>', "hi"),
        (
            '<div class="chatlog__embed"><div class="chatlog__embed-title">Invoice</div>'
            '<div class="chatlog__embed-description">€5</div></div>',
            "Invoice\n€5",
        ),
    ],
)
def test_reads(inner: str, line: str, memory_log: Log) -> None:
    assert told(FORMAT, memory_log(page(container(1, header("Ann") + inner)))) == [f"21:58 Ann: {line}"]


def test_what_is_forwarded_is_no_words_of_the_author(memory_log: Log) -> None:
    forwarded = (
        '<div class="chatlog__forwarded"><div class="chatlog__forwarded-header"><em>Forwarded</em></div>'
        '<div class="chatlog__forwarded-content chatlog__markdown"><span class="chatlog__markdown-preserve">'
        f'old news</span></div><div class="chatlog__forwarded-timestamp"><span title="{FULL}">x</span></div></div>'
    )
    log = memory_log(page(container(1, header("Ann") + forwarded)))
    assert told(FORMAT, log) == ["21:58 Ann (forward): old news"]


def test_a_group_shares_its_author_and_a_reply_quotes_another(memory_log: Log) -> None:
    later = '<div class="chatlog__short-timestamp" title="Monday, March 4, 2024 9:59 PM">9:59 PM</div>'
    quote = (
        '<div class="chatlog__reply"><div class="chatlog__reply-author">Ann</div><span class="chatlog__reply-link"'
        " onclick=\"scrollToMessage(event, '2')\">first</span></div>"
    )
    log = memory_log(
        page(
            container(1, header("Ann") + content("first")),
            container(2, later + content("second")),
            container(3, quote + header("Ben") + content("reply")),
            container(4, header("Deleted User", number="77") + '<div class="chatlog__attachment"></div>'),
        )
    )
    assert told(FORMAT, log) == [
        "21:58 Ann: first",
        "21:59 Ann: second",
        "21:58 Ben: reply",
        "21:58 Deleted User 77 (media):",
    ]
    assert [(said.id, said.reply_to) for said in messages(FORMAT, log)] == [("1", ""), ("2", ""), ("3", "2"), ("4", "")]
    assert {said.conversation for said in messages(FORMAT, log)} == {"Guild / deals"}


def test_what_discord_reports_is_a_notice(memory_log: Log) -> None:
    inner = (
        '<span class="chatlog__system-notification-author">Ivan</span>'
        '<span class="chatlog__system-notification-content">'
        "<span>joined the server.</span></span>"
        f'<span class="chatlog__system-notification-timestamp" title="{FULL}"></span>'
    )
    assert told(FORMAT, memory_log(page(container(1, inner)))) == ["-- Ivan: joined the server."]


def test_old_layouts_name_author_and_time_once(memory_log: Log) -> None:
    log = memory_log(
        '<div class="chatlog__message-group"><div class="chatlog__messages">'
        '<span class="chatlog__author-name" title="a#1">'
        'Ann</span><span class="chatlog__timestamp">04-Mar-24 09:58 PM</span><div class="chatlog__message" '
        'data-message-id="5"><div class="chatlog__content"><div class="markdown">'
        '<span class="preserve-whitespace">one</span>'
        '</div></div></div><div class="chatlog__message" data-message-id="6"><div class="chatlog__content">'
        '<span class="preserve-whitespace">two</span></div></div></div></div>'
    )
    assert told(FORMAT, log) == ["21:58 Ann: one", "21:58 Ann: two"]


@pytest.mark.parametrize(
    "stamp",
    [
        "lunes, 4 de marzo de 2024 21:58",
        "Montag, 4. März 2024 21:58",
        "понедельник, 4 марта 2024 г. 21:58",
        "2024年3月4日星期一 21:58",
        "2024년 3월 4일 월요일 오후 9:58",
        "04/03/2024 21:58",
        "3/4/2024 9:58 PM",
    ],
)
def test_times_in_the_words_of_the_exporting_computer(stamp: str, memory_log: Log) -> None:
    decisive = "3/18/2024 9:58 PM" if "PM" in stamp else "18/03/2024 21:58" if "/" in stamp else stamp
    first, _ = messages(
        FORMAT, memory_log(page(container(1, header("A", stamp) + content("x")), container(2, header("A", decisive))))
    )
    assert first.timestamp == datetime.fromisoformat("2024-03-04 21:58")


def test_a_date_that_leaves_its_order_open_is_american_with_halves_of_the_day(memory_log: Log) -> None:
    halved, whole = (
        memory_log(page(container(1, header("A", stamp) + content("x"))))
        for stamp in ("3/4/2024 9:58 PM", "3/4/2024 21:58")
    )
    assert [said.timestamp for said in messages(FORMAT, halved)] == [datetime.fromisoformat("2024-03-04 21:58")]
    assert [said.timestamp for said in messages(FORMAT, whole)] == [datetime.fromisoformat("2024-04-03 21:58")]
    assert (len(halved.remarks), len(whole.remarks)) == (0, 1)


def test_pages_are_minified(memory_log: Log) -> None:
    log = memory_log(
        "<!DOCTYPE html><html lang=en><title>x</title><div class=chatlog><div class=chatlog__message-group>"
        "<div id=chatlog__message-container-1 class=chatlog__message-container data-message-id=1>"
        "<div class=chatlog__message>"
        "<div class=chatlog__header><span class=chatlog__author title=ann#1 data-user-id=10>Ann</span> "
        f'<span class=chatlog__timestamp title="{FULL}"><a href=#1>x</a></span></div><div class="chatlog__content '
        'chatlog__markdown"><span class=chatlog__markdown-preserve>hi</span></div></div></div></div></div>'
    )
    assert told(FORMAT, log) == ["21:58 Ann: hi"]
    assert log.remarks == []
