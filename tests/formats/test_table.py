"""Tables of messages, in whatever delimiter and language their header is."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats import Head, Parsed
from chatmine.formats.table import FORMAT
from chatmine.records import Message, Notice, Rejected

Log = Callable[..., Any]


def shown(item: Parsed) -> str:
    """`3 2024-03-04 21:58 Ann > Bob: hi`: its line first; `-- a header`, `?? why not`."""
    if isinstance(item, Rejected):
        return f"{item.line} ?? {item.reason}"
    if isinstance(item, Notice):
        return f"{item.line} -- {item.text}"
    when = f"{item.timestamp:%Y-%m-%d %H:%M} " if item.timestamp else ""
    to = f" > {item.addressee}" if item.addressee else ""
    kind = "" if item.kind == "text" else f" ({item.kind})"
    return f"{item.line} {when}{item.speaker}{to}{kind}: {item.text}"


TABLES = {
    "commas": (
        'date,sender,recipient,message\n2024-03-04 21:58,Ann,Bob,"hi, you"\n2024-03-04 21:59,Bob,Ann,ho\n',
        [
            "1 -- date,sender,recipient,message",
            "2 2024-03-04 21:58 Ann > Bob: hi, you",
            "3 2024-03-04 21:59 Bob > Ann: ho",
        ],
    ),
    "tabs, date and time apart": (
        'Date\tTime\tFrom\tText\n4.3.2024\t21:58\tAnn\thi "you"\n',
        ["1 -- Date\tTime\tFrom\tText", '2 2024-03-04 21:58 Ann: hi "you"'],
    ),
    "semicolons, German, Excel's first line": (
        "sep=;\nDatum;Uhrzeit;Von;An;Nachricht\n18.03.2024;21:58;Ann;Bob;185,50 €\n",
        ["1 -- sep=;", "2 -- Datum;Uhrzeit;Von;An;Nachricht", "3 2024-03-18 21:58 Ann > Bob: 185,50 €"],
    ),
    "pipes, Spanish": (
        "fecha|remitente|mensaje\n2024-03-04 21:58|Ana|hola\n",
        ["1 -- fecha|remitente|mensaje", "2 2024-03-04 21:58 Ana: hola"],
    ),
    "Chinese": (
        '时间,发送者,接收者,内容\n2021-03-15 09:04:25,wxid_7,老方,"英国外交部\n\n财政部"\n'
        "2021-03-15 09:06:02,老方,wxid_7,好\n",
        [
            "1 -- 时间,发送者,接收者,内容",
            "2 2021-03-15 09:04 wxid_7 > 老方: 英国外交部\n\n财政部",
            "5 2021-03-15 09:06 老方 > wxid_7: 好",
        ],
    ),
    "Markdown between prose": (
        "# Record 11\n\n| time | from | content |\n| --- | :-: | --- |\n"
        "| 2024-03-04 21:58 | Ann | a \\| b<br>c |\n\nEnd.\n",
        [
            "1 -- # Record 11",
            "3 -- | time | from | content |",
            "4 -- | --- | :-: | --- |",
            "5 2024-03-04 21:58 Ann: a | b\nc",
            "7 -- End.",
        ],
    ),
    "US order, told by one row": (
        "when,Timestamp,Author,Body\nx,3/4/24 9:58 PM,Ann,hi\nx,3/18/24 9:59 PM,Bob,ho\n",
        ["1 -- when,Timestamp,Author,Body", "2 2024-03-04 21:58 Ann: hi", "3 2024-03-18 21:59 Bob: ho"],
    ),
    "an epoch, no speaker": (
        "ID,Timestamp,Contents,Attachments\n1,1709589490,hi,\n2,1709589491,,slip.jpg\n",
        [
            "1 -- ID,Timestamp,Contents,Attachments",
            "2 2024-03-04 21:58 (unknown): hi",
            "3 2024-03-04 21:58 (unknown) (media): ",
        ],
    ),
    "kinds of rows": (
        "From,Type,Message\nAnn,text,hi\nAnn,image,\nBob,text,[Photo]\n,system,Bob left\n",
        ["1 -- From,Type,Message", "2 Ann: hi", "3 Ann (media): ", "4 Bob (media): ", "5 -- Bob left"],
    ),
    "rows that do not fit": (
        "From,Message,Note\nAnn,hi,\nBob\nBob,a,b,c\nAnn,ho\n,,\n\nBob,ha,,,\n",
        [
            "1 -- From,Message,Note",
            "2 Ann: hi",
            "3 ?? 1 columns where the header has 3",
            "4 ?? 4 columns where the header has 3",
            "5 Ann: ho",
            "6 -- ,,",
            "8 Bob: ha",
        ],
    ),
    "a quote that nobody closed": (
        'From,To,Message\nAnn,Bob,"hi\nBob,Ann,ho\nAnn,Bob,he said "no"\nBob,Ann,ok\n',
        ["1 -- From,To,Message", "2 Ann > Bob: hi", "3 Bob > Ann: ho", '4 Ann > Bob: he said "no"', "5 Bob > Ann: ok"],
    ),
}


@pytest.mark.parametrize(("text", "said"), TABLES.values(), ids=TABLES.keys())
def test_rows_are_read(text: str, said: list[str], memory_log: Log) -> None:
    log = memory_log(text)
    items = list(FORMAT.parse(log))
    assert list(map(shown, items)) == said
    assert 0.6 <= FORMAT.sniff(log.head) <= 0.7
    owned = [number for item in items for number in range(item.line, item.line + item.lines)]
    assert owned == sorted(set(owned))
    assert {number for number, line in log.lines() if line.strip()} <= set(owned) | {4}  # a blank line in a field


def test_columns_of_conversations_ids_and_replies_are_kept(memory_log: Log) -> None:
    _, message = FORMAT.parse(memory_log("Message ID,Channel,Author,AuthorID,Content,Reply To\n7,deals,Ann,111,hi,6\n"))
    assert isinstance(message, Message)
    assert (message.id, message.conversation, message.speaker, message.reply_to) == ("7", "deals", "Ann", "6")


@pytest.mark.parametrize(
    "text",
    [
        "name,price,quantity\nx,1,2\n",
        "timestamp,level,message\n2024-03-04,INFO,started\n",
        "text,label\nhi,1\n",
        "from x import Name, Comment, Text\n",
        "When you write a message, the sender, or text\nis shown.\n",
        '[{"from": "a", "text": "b"}]',
        "Ann: hi\nBob: ho\n",
        "",
    ],
)
def test_other_tables_and_texts_are_not_claimed(text: str) -> None:
    assert FORMAT.sniff(Head("x", text)) == 0


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"], include_characters="\n"), max_size=30)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@given(
    rows=st.lists(
        st.tuples(
            st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01")),
            CELLS.map(str.strip),
            CELLS.map(str.strip),
        )
    )
)
def test_what_csv_writes_is_read(delimiter: str, rows: list[tuple[datetime, str, str]], memory_log: Log) -> None:
    rows = [(when.replace(microsecond=0), who or "x", f"x{text}") for when, who, text in rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [("time", "sender", "message"), *rows]
    )
    read = [
        (item.timestamp, item.speaker, item.text)
        for item in FORMAT.parse(memory_log(out.getvalue()))
        if isinstance(item, Message)
    ]
    assert read == rows
