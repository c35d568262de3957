"""VkOpt's HTML: messages, what they forward, mentions."""

from collections.abc import Callable
from typing import Any

from tests.formats.telling import messages, told

from chatmine.formats.vkopt_html import FORMAT

Log = Callable[..., Any]


def item(name: str, time: str, words: str, more: str = "", number: str = "") -> str:
    body = f'<div class="msg_body">{words}</div>' if words else ""
    return (
        f'<div id="msg{number}" class="msg_item"><div class="from"> <b>{name}</b> <a href="http://vk.com/id1">@x</a> '
        f'<a href="#msg{number}">2019.01.02 {time}</a></div>{body}{more}</div>\n'
    )


def forwarded(*items: str) -> str:
    heading = '<div class="att_head"><div class="att_ico att_fwd"></div> Forwarded:</div>'
    return f'{heading}<div class="fwd">{"".join(items)}</div>'


PHOTO = '<div class="attacment"><div class="att_ico att_photo"></div><a href="p.jpg">[photo] (400x400)</a></div>'


def test_reads(memory_log: Log) -> None:
    log = memory_log(
        "<html><head><title>VK Messages: Ann Lee(1), Ben(2)</title></head><body><h4> Total messages: 4 </h4>"
        + item("Ann Lee", "07:03:18", 'Hi [id2342343|Ben]<br /><img class="emoji" alt="🤔">', number="27")
        + item("Ben", "07:04:00", "", PHOTO)
        + item(
            "Ben",
            "07:05:00",
            "look",
            forwarded(item("Cleo", "06:00:00", "mine", forwarded(item("Dan", "05:00:00", "his")))),
        )
        + item("Ann Lee", "07:06:00", "", forwarded(item("Cleo", "06:00:00", "again")))
        + "</body></html>"
    )
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [
        "07:03 Ann Lee: Hi @Ben\n🤔",
        "07:04 Ben (media):",
        "07:05 Ben: look",
        "07:05 Ben (forward): mine",
        "07:05 Ben (forward): his",
        "07:06 Ann Lee (forward):",
        "07:06 Ann Lee (forward): again",
    ]
    first = messages(FORMAT, log)[0]
    assert (first.id, first.conversation) == ("27", "Ann Lee, Ben")


def test_a_message_without_a_sender_is_rejected(memory_log: Log) -> None:
    assert told(FORMAT, memory_log('<div class="msg_item"></div>')) == ["?? a message without a sender"]
