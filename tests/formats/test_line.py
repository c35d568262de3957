"""LINE: rules for the day, bodies in quotes, the clients' own words in many languages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.line import FORMAT
from chatmine.records import Message, Notice, Rejected

Log = Callable[..., Any]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_outside_of_quotes_does_a_line_begin_something(end: str, memory_log: Log) -> None:
    quoted = '"see:\n2017/01/01(日)\n00:00\tA\t""ok""\n\nend"'
    log = memory_log(end.join(["2023/07/21(金)", "01:00\tD\thi", f"01:01\tA\t{quoted}", "01:02\tB\tyes", ""]))
    day, first, second, third = FORMAT.parse(log)
    assert isinstance(day, Notice)
    assert isinstance(second, Message)
    assert second.text == 'see:\n2017/01/01(日)\n00:00\tA\t"ok"\n\nend'
    assert (first.line, second.line, second.lines, third.line) == (2, 3, 5, 8)
    assert isinstance(third, Message)
    assert third.timestamp == datetime.fromisoformat("2023-07-21 01:02")


def test_every_line_is_counted_once_whatever_is_quoted_or_blank(memory_log: Log) -> None:
    items = list(FORMAT.parse(memory_log('\n01:00\tSaved on\t"a\n\nb"\n2023/07/21(金)\t"x\ny"\n01:00\tD\thi\n')))
    assert [(item.line, item.lines) for item in items] == [(2, 5), (7, 1)]


@pytest.mark.parametrize("text", ['"ok" she said', '"two words"', '" is an inch sign', '5" and 6"'])
def test_a_quote_on_one_line_is_what_was_written(text: str, memory_log: Log) -> None:
    _, first, second = FORMAT.parse(memory_log(f"2023/07/21(金)\n01:01\tA\t{text}\n01:02\tB\tyes\n"))
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert (first.text, second.text) == (text, "yes")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("[LINE] Chat history with Ann Lee", "Ann Lee"),
        ("\ufeff[LINE] Chat history in Port Team", "Port Team"),
        ("[LINE] アンとのトーク履歴", "アン"),
        ("[LINE] 港のトーク履歴", "港"),
        ("[LINE] 與王小明的聊天記錄", "王小明"),
        ("[LINE] 港口组的聊天记录", "港口组"),
        ("[LINE] ประวัติการสนทนากับ Ann", "Ann"),
    ],
)
def test_the_heading_names_the_chat(heading: str, title: str, memory_log: Log) -> None:
    log = memory_log(f"{heading}\nSaved on: 2024/01/16 09:00\n\n2024/01/15(Mon)\n10:30\tAnn\thi\n")
    *_, message = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert message.conversation == title
    assert FORMAT.sniff(log.head) > 0.95


@pytest.mark.parametrize(
    "day",
    ["2024/01/15(Mon)", "2024/1/15（一）", "2024/1/15周一", "Mon, 01/15/2024", "Mon, 1/15/2024", "2024.01.15 Monday",
     "2024.01.15 月曜日", "Mon, 15/01/2024", "2024년 1월 15일 월요일", "2567/01/15(จ.)", "2567.01.15 วันจันทร์"],
)  # fmt: skip
@pytest.mark.parametrize("time", ["22:30", "10:30PM", "10:30 PM", "下午10:30", "午後10:30", "오후 10:30"])
def test_days_and_times_in_many_languages(day: str, time: str, memory_log: Log) -> None:
    log = memory_log(f"{day}\n{time}\tAnn\thi\n{time}\tBob\tho\n")
    _, message, _ = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert message.timestamp == datetime.fromisoformat("2024-01-15 22:30")
    assert FORMAT.sniff(log.head) > 0.9


def test_the_weekday_tells_the_order_of_day_and_month(memory_log: Log) -> None:
    _, first, _, second = FORMAT.parse(memory_log("Tue, 06/01/2026\n10:30\tA\ta\n\nWed, 07/01/2026\n10:30\tA\tb"))
    assert [str(item.timestamp) for item in (first, second) if isinstance(item, Message)] == [
        "2026-01-06 10:30:00",
        "2026-01-07 10:30:00",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("[Photo]", "media"), ("[スタンプ]", "media"), ("[貼圖]", "media"), ("[File] offer.pdf", "media"),
     ("☎ Call time 1:23", "call"), ("☎ 通話時間 1:23", "call"), ("[sic] hm", "text")],
)  # fmt: skip
def test_placeholders_are_not_text(text: str, kind: str, memory_log: Log) -> None:
    _, message = FORMAT.parse(memory_log(f"2024/01/15(Mon)\n10:30\tAnn\t{text}"))
    assert isinstance(message, Message)
    assert (message.kind, message.text) == (kind, text if kind == "text" else "")


@pytest.mark.parametrize(
    "line", ["10:33\t\tBob unsent a message.", "10:33\tBobが参加しました。", "10:33\t\t王 joined the chat"]
)
def test_what_line_tells_has_no_speaker(line: str, memory_log: Log) -> None:
    _, notice = FORMAT.parse(memory_log(f"2024/01/15(Mon)\n{line}"))
    assert isinstance(notice, Notice)
    assert notice.timestamp == datetime.fromisoformat("2024-01-15 10:33")


def test_blanks_for_tabs_let_the_names_be_learnt(memory_log: Log) -> None:
    lines = ["2024.01.15 Monday", "10:30 Ann Lee hello you", "10:31 Bob ok", "10:32 Ann Lee fine", "10:33 Ann Lee bye"]
    log = memory_log("\n".join([*lines, "10:34 Bob yes", "10:35 Bob no"]))
    said = [(item.speaker, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)]
    assert said[:3] == [("Ann Lee", "hello you"), ("Bob", "ok"), ("Ann Lee", "fine")]


def test_a_body_without_quotes_goes_on_below(memory_log: Log) -> None:
    _, message = FORMAT.parse(memory_log("2024/01/15(Mon)\n10:30\tAnn\ttwo\nlines\n\n"))
    assert isinstance(message, Message)
    assert (message.text, message.lines) == ("two\nlines", 2)


def test_what_cannot_be_explained_is_named(memory_log: Log) -> None:
    log = memory_log("10:30\tAnn\thi\n", dayfirst=True)
    assert [type(item) for item in FORMAT.parse(log)] == [Message]
    assert Rejected not in {type(item) for item in FORMAT.parse(memory_log("\n\n"))}


TEXT = st.lists(st.from_regex(r"[a-z][a-z\" ]{0,9}[a-z]", fullmatch=True), min_size=1, max_size=3).map("\n".join)


@given(st.lists(st.tuples(st.from_regex(r"[A-Z][a-z ]{0,8}[a-z]", fullmatch=True), TEXT), min_size=1, max_size=8))
def test_what_is_said_comes_back(memory_log: Log, said: list[tuple[str, str]]) -> None:
    def body(text: str) -> str:
        doubled = text.replace('"', '""')
        return f'"{doubled}"' if "\n" in text else text

    log = memory_log("2024/01/15(Mon)\n" + "".join(f"10:30\t{name}\t{body(text)}\n" for name, text in said))
    assert [(item.speaker, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)] == said
