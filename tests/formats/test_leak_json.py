"""JSON whose exporter nobody knows: which field says what, how objects lie, what is broken."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats import Parsed
from chatmine.formats.leak_json import FORMAT
from chatmine.records import Message, Notice, Rejected

LINE = {"ts": "2020-06-21T18:27:08.434866789", "from": "stern@example.onion", "to": "mango@example.onion", "body": "hi"}
BLOCKS = """{
  timestamp: 2020-06-21 18:27:08,
  chat_id: !room0:matrix.example.org,
  sender_alias: @stern:matrix.example.org,
  message: pay {them}, now
note: tomorrow
}
}
{
  timestamp: 2020-06-21 18:28:00,
  chat_id: !room0:matrix.example.org,
  sender_alias: @mango:matrix.example.org,
  message: ok
}
"""


def read(memory_log: Callable[..., Any], text: str, **fields: Any) -> list[Parsed]:
    return list(FORMAT.parse(memory_log(text, **fields)))


ENTRIES = [
    ("XMPP", LINE, ("stern", "hi", "log", "mango")),
    (
        "Matrix",
        {"origin_server_ts": 1, "sender": "@ann:a.example", "content": {"msgtype": "m.text", "body": "hi"}},
        ("ann", "hi", "log", ""),
    ),
    ("a room's member", {"from": "deals@conference.a.example/ivan", "body": "hi", "ts": 1}, ("ivan", "hi", "log", "")),
    (
        "to a room",
        {"from": "ann", "to": "deals@conference.a.example", "body": "hi"},
        ("ann", "hi", "deals@conference.a.example", ""),
    ),
    ("to a channel", {"nick": "ann", "channel": "#deals", "text": "hi"}, ("ann", "hi", "#deals", "")),
    (
        "negotiation",
        {"party": "Victim", "content": "hi", "timestamp": "2021-01-01T10:00:00Z"},
        ("Victim", "hi", "log", ""),
    ),
    ("WeChat", {"CreateTime": 1700000000, "StrContent": "hi", "Sender": "wx1"}, ("wx1", "hi", "log", "")),
    (
        "objects around names",
        {"u": {"_id": "1", "username": "ann"}, "msg": "hi", "rid": "R1", "ts": {"$date": 1}},
        ("ann", "hi", "R1", ""),
    ),
    (
        "fragments",
        {"author": {"name": "Ann"}, "text": ["a", {"text": "b"}], "date": "2024-01-01"},
        ("Ann", "ab", "log", ""),
    ),
    ("nobody", {"time": 1700000000, "message": "hi"}, ("(unknown)", "hi", "log", "")),
    ("a name beside a time", {"Name": "Ann", "Created At": "2024-01-01", "Message": "hi"}, ("Ann", "hi", "log", "")),
]


@pytest.mark.parametrize(("name", "entry", "expected"), ENTRIES, ids=[name for name, *_ in ENTRIES])
def test_an_object(
    name: str, entry: dict[str, object], expected: tuple[str, str, str, str], memory_log: Callable[..., Any]
) -> None:
    log = memory_log(json.dumps(entry))
    assert 0.5 < FORMAT.sniff(log.head) <= 0.7, name
    (message,) = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert (message.speaker, message.text, message.conversation, message.addressee) == expected


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2020-06-21T18:27:08.434866789", datetime(2020, 6, 21, 18, 27, 8, 434866)),  # noqa: DTZ001
        ("2020-06-21T20:27:08+02:00", datetime(2020, 6, 21, 18, 27, 8, tzinfo=UTC)),
        (1592764028, datetime(2020, 6, 21, 18, 27, 8, tzinfo=UTC)),
        ("1592764028000", datetime(2020, 6, 21, 18, 27, 8, tzinfo=UTC)),
        (1592764028000000, datetime(2020, 6, 21, 18, 27, 8, tzinfo=UTC)),
        ("21.06.2020 18:27", datetime(2020, 6, 21, 18, 27)),  # noqa: DTZ001
        ("never", None),
        ([], None),
    ],
)
def test_a_time(value: object, moment: datetime | None, memory_log: Callable[..., Any]) -> None:
    (message,) = read(memory_log, json.dumps(LINE | {"ts": value}))
    assert isinstance(message, Message)
    assert message.timestamp == moment


PRETTY = json.dumps(LINE, indent=2)
LAYOUTS = {
    "lines": ("\n".join([json.dumps(LINE)] * 2), [(1, 1), (2, 1)]),
    "printed one after another": (f"{PRETTY}\n{PRETTY}", [(1, 6), (7, 6)]),
    "without a line end between": (f"{PRETTY}{PRETTY}", [(1, 6), (6, 5)]),
    "with a comma between": (f"{PRETTY},\n{PRETTY},", [(1, 6), (7, 6)]),
    "two on a line": (json.dumps(LINE) * 2, [(1, 1), (1, 0)]),
    "two on a line and what is no blank in JSON": (json.dumps(LINE) * 2 + "\x1f", [(1, 1), (1, 0)]),
    "an array": (json.dumps([LINE, LINE]), [(0, 1), (1, 1)]),
    "an array in print": (json.dumps([LINE, LINE], indent=1), [(0, 1), (1, 1)]),
    "an array within": (json.dumps({"chat_id": "7", "people": [{"a": 1}], "messages": [LINE, LINE]}), [(0, 1), (1, 1)]),
    "arrays within an array": (json.dumps([{"messages": [LINE]}, {"messages": [LINE]}]), [(0, 1), (1, 1)]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str, memory_log: Callable[..., Any]) -> None:
    text, places = LAYOUTS[layout]
    items = read(memory_log, text)
    assert all(isinstance(item, Message) and item.text == "hi" for item in items)
    assert [(item.line, item.lines) for item in items] == places
    assert FORMAT.sniff(memory_log(text).head) == 0.7


def test_the_object_around_an_array_names_the_conversation(memory_log: Callable[..., Any]) -> None:
    (message,) = read(
        memory_log, json.dumps({"chat_id": "20210101", "messages": [{"party": "Victim", "content": "hi"}]})
    )
    assert isinstance(message, Message)
    assert message.conversation == "20210101"


def test_blocks_without_quotes(memory_log: Callable[..., Any]) -> None:
    log = memory_log(BLOCKS)
    assert FORMAT.sniff(log.head) == 0.7
    first, second = FORMAT.parse(log)
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert (first.speaker, first.text) == ("stern", "pay {them}, now\nnote: tomorrow\n}")
    assert (first.line, first.lines, second.line) == (1, 8, 9)
    assert (second.speaker, second.conversation) == ("mango", "!room0:matrix.example.org")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f'{json.dumps(LINE)}\n{{"ts": 1, "body": oops}}\n{json.dumps(LINE)}', [Message, Rejected, Message]),
        (f'{json.dumps(LINE)}\n{{"ts": 1, "bo\n{json.dumps(LINE)}', [Message, Rejected, Message]),
        (f"{json.dumps(LINE)}\nsome words\n[]\n{json.dumps(LINE)}", [Message, Rejected, Message]),
        (f'{json.dumps(LINE)}\n{{"ts": 1,', [Message, Rejected]),
        (json.dumps([LINE, None, [], 7, {}, LINE]), [Message, Rejected, Rejected, Rejected, Rejected, Message]),
        (json.dumps([LINE, {"type": "m.room.member", "content": {}}, LINE]), [Message, Notice, Message]),
        (json.dumps([LINE, {"ts": 1, "from": "ann", "photo": "a.jpg"}, LINE]), [Message, Message, Message]),
        (
            "{\n ts: 2020-06-21,\n from: ann,\n body: hi\n}\n{\n ts: 2020\n{\n ts: 1,\n from: ben,\n body: ho\n}",
            [Message, Rejected, Message],
        ),
    ],
)
def test_what_is_broken_is_rejected_and_reading_goes_on(
    text: str, kinds: list[type[Parsed]], memory_log: Callable[..., Any]
) -> None:
    assert [type(item) for item in read(memory_log, text)] == kinds


@pytest.mark.parametrize(
    "document",
    [
        {"name": "package", "version": "1.0", "scripts": {"test": "x"}, "dependencies": {"a": "1"}},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"name": "Port"}, "geometry": None}],
        },
        {"compilerOptions": {"strict": True}, "include": ["src"]},
        [{"id": "U1", "name": "ann", "profile": {}}],
        [{"name": "Acme", "text": "makers of fine things"}],
        {"level": 30, "time": 1592764028, "pid": 7, "msg": "server listening"},
        {"conversations": [{"MessageList": [{"from": "a", "content": "b"}]}]},
        {"type": "version", "version": 1},
        [1, 2, 3],
        {},
    ],
)
def test_does_not_claim(document: object, memory_log: Callable[..., Any]) -> None:
    assert FORMAT.sniff(memory_log(json.dumps(document, indent=1)).head) < 0.5


def test_does_not_claim_a_stylesheet(memory_log: Callable[..., Any]) -> None:
    assert FORMAT.sniff(memory_log("{\n  color: red;\n}\nsome [links](x)").head) < 0.5


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5))
def test_every_text_comes_back(memory_log: Callable[..., Any], texts: list[str]) -> None:
    objects = [LINE | {"body": text} for text in texts]
    for text in ("\n".join(map(json.dumps, objects)), json.dumps(objects, ensure_ascii=False)):
        items = list(FORMAT.parse(memory_log(text)))
        assert [item.text for item in items if isinstance(item, Message)] == texts


@given(st.text(st.sampled_from('{}[]":, \n\\ab1'), max_size=60))
def test_nothing_breaks_the_reader_of_lines(memory_log: Callable[..., Any], text: str) -> None:
    list(FORMAT.parse(memory_log(json.dumps(LINE) + "\n" + text)))


@pytest.mark.parametrize("text", [json.dumps(LINE) + "\n", BLOCKS])
def test_lines_and_blocks_are_streamed(text: str, memory_log: Callable[..., Any]) -> None:
    log = memory_log(text * 20_000)
    next(FORMAT.parse(log))
    assert log.taken < 100_000


def test_arrays_are_streamed(memory_log: Callable[..., Any]) -> None:
    log = memory_log(json.dumps([LINE] * 20_000))
    next(FORMAT.parse(log))
    assert log.taken < 200_000
