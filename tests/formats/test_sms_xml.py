"""SMS Backup & Restore: directions, drafts, group messages, media, calls, names of numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.sms_xml import FORMAT

Log = Callable[..., Any]
DATE = 'date="1709589490000"'  # 2024-03-04 21:58:10 UTC


def backup(*items: str) -> str:
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"1\">\n{''.join(items)}</smses>"


def sms(kind: int, body: str, name: str = "Ann", number: str = "+12025550100") -> str:
    return f'<sms address="{number}" {DATE} type="{kind}" subject="null" body="{body}" contact_name="{name}" />\n'


def mms(box: int, parts: str, people: str, numbers: str = "+12025550100~+12025550101", names: str = "Ann, Ben") -> str:
    return (
        f'<mms {DATE} msg_box="{box}" sub="null" address="{numbers}" contact_name="{names}"><parts>{parts}</parts>'
        f"<addrs>{people}</addrs></mms>\n"
    )


TEXT = '<part ct="application/smil" text="&lt;smil/&gt;" /><part ct="text/plain" text="paid 40k" />'
PHOTO = '<part ct="image/jpeg" text="null" data="QUJD" />'
FROM_BEN = '<addr address="2025550101" type="137" /><addr address="+12025550100" type="151" />'
FROM_ME = '<addr address="insert-address-token" type="137" />'


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (sms(1, "did they pay? &#55357;&#56832;"), "21:58 Ann: did they pay? 😀"),
        (sms(2, "not yet&#10;R&D"), "21:58 Me: not yet\nR&D"),
        (sms(5, "failed to send"), "21:58 Me: failed to send"),
        (sms(3, "never sent"), "-- a draft to Ann: never sent"),
        (sms(1, "code 4471", "(Unknown)", "55501"), "21:58 55501: code 4471"),
        (mms(1, TEXT, FROM_BEN), "21:58 Ben: paid 40k"),
        (mms(1, TEXT + PHOTO, FROM_BEN), "21:58 Ben (media): paid 40k"),
        (mms(2, PHOTO, FROM_ME), "21:58 Me (media):"),
        (mms(1, TEXT, "", "+12025550100", "Lee, Ann"), "21:58 Lee, Ann: paid 40k"),
        (mms(3, TEXT, ""), "-- a draft to Ann, Ben: paid 40k"),
        (f'<call number="+12025550100" duration="0" {DATE} type="3" contact_name="Ann" />', "21:58 Ann (call):"),
        (f'<call number="+12025550100" duration="9" {DATE} type="2" contact_name="Ann" />', "21:58 Me (call):"),
        ('<sms type="1" body="x" />', "?? an SMS without number and date"),
        ("<mms><parts/></mms>", "?? an MMS without numbers and date"),
        ("<call/>", "?? a call without number and date"),
    ],
)
def test_reads(item: str, line: str, memory_log: Log) -> None:
    log = memory_log(backup(item))
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [line]


def test_a_number_keeps_the_name_that_it_had(memory_log: Log) -> None:
    log = memory_log(backup(sms(1, "a"), sms(1, "b", "null", "(202) 555-0100"), mms(1, TEXT, FROM_BEN, names="null")))
    assert [(said.conversation, said.speaker) for said in messages(FORMAT, log)] == [
        ("Ann", "Ann"),
        ("Ann", "Ann"),
        ("Ann, +12025550101", "+12025550101"),
    ]


def test_conversations_and_addressees(memory_log: Log) -> None:
    log = memory_log(backup(sms(1, "a"), sms(2, "b"), mms(2, TEXT, FROM_ME)))
    assert [(said.conversation, said.addressee) for said in messages(FORMAT, log)] == [
        ("Ann", ""),
        ("Ann", "Ann"),
        ("Ann, Ben", ""),
    ]
