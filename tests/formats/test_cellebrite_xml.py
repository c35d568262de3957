"""Cellebrite's XML: parties, chats, attachments."""

from collections.abc import Callable
from typing import Any

from tests.formats.telling import messages, told

from chatmine.formats.cellebrite_xml import FORMAT

Log = Callable[..., Any]


def field(name: str, value: str) -> str:
    return f'<field name="{name}" type="String"><value type="String">{value}</value></field>'


def party(number: str, name: str = "", role: str = "") -> str:
    return f'<model type="Party">{field("Identifier", number)}{field("Name", name)}{field("Role", role)}</model>'


def message(kind: str, parties: str, body: str, more: str = "") -> str:
    time = field("TimeStamp", "2022-02-01T09:00:00.000+01:00")
    return f'<model type="{kind}" id="m">{parties}{field("Body", body)}{time}{more}</model>'


def between(sender: str, *receivers: str) -> str:
    to = f'<multiModelField name="To">{"".join(receivers)}</multiModelField>'
    return f'<modelField name="From">{sender}</modelField>{to}'


ANN, BEN = party("49151@s.whatsapp.net", "Ann"), party("49152@s.whatsapp.net")
PHOTO = '<multiModelField name="Attachments"><model type="Attachment"/></multiModelField>'


def test_reads(memory_log: Log) -> None:
    log = memory_log(
        '<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><model type="Chat">'
        f'<multiModelField name="Participants">{ANN}{BEN}</multiModelField><multiModelField name="Messages">'
        + message("InstantMessage", between(ANN, BEN), "<![CDATA[R&D <paid>]]>")
        + message("InstantMessage", between(BEN, ANN), "", PHOTO)
        + "</multiModelField></model>"
        + message("SMS", f'<multiModelField name="Parties">{party("Bank", role="From")}</multiModelField>', "EUR 5")
        + '<model type="SMS"/></project>'
    )
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [
        "08:00 Ann: R&D <paid>",
        "08:00 49152@s.whatsapp.net (media):",
        "08:00 Bank: EUR 5",
        "?? a message without sender, text and time",
    ]
    assert [(said.conversation, said.addressee) for said in messages(FORMAT, log)] == [
        ("Ann, 49152@s.whatsapp.net", "49152@s.whatsapp.net"),
        ("Ann, 49152@s.whatsapp.net", "Ann"),
        ("Bank", ""),
    ]
