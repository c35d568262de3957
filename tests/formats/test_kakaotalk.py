"""KakaoTalk: the clients' shapes in two languages, as text and as CSV."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.kakaotalk import FORMAT
from chatmine.formats.kakaotalk_csv import FORMAT as CSV
from chatmine.records import UNKNOWN, Message, Notice, Rejected

Log = Callable[..., Any]


def messages(log: Any) -> list[Message]:
    return [item for item in FORMAT.parse(log) if isinstance(item, Message)]


@pytest.mark.parametrize(
    "header",
    [
        "2021년 12월 29일 오후 8:36, {} : {}",
        "2021년 12월 29일 20:36, {} : {}",
        "2021. 12. 29. 오후 8:36, {} : {}",
        "2021. 12. 29. 20:36, {} : {}",
        "Dec 29, 2021 at 20:36, {} : {}",
        "Dec 29, 2021 at 8:36\u202fPM, {} : {}",
        "December 29, 2021, 8:36 PM, {} : {}",
        "December 29, 2021, 8:36 p.m., {} : {}",
        "29 December 2021 at 20:36, {} : {}",
        "2021년 12월 29일 수요일\n오후 8:36, {} : {}",
        "Wednesday, December 29, 2021\n8:36 PM, {} : {}",
        "--------------- 2021년 12월 29일 수요일 ---------------\n[{}] [오후 8:36] {}",
        "--------------- Wednesday, December 29, 2021 ---------------\n[{}] [8:36 PM] {}",
        "---------------\n2021년 12월 29일 수요일\n---------------\n[{}] [20:36] {}",
    ],
)
@pytest.mark.parametrize("heading", ["", "마르타 님과 카카오톡 대화\n저장한 날짜 : 2021-12-30 10:00:00\n\n"])
def test_every_client_has_its_shape(header: str, heading: str, memory_log: Log) -> None:
    log = memory_log(heading + header.format("Ann, 사장", "Day 1 : 4만원\n둘째 줄") + "\n")
    (message,) = messages(log)
    assert (message.speaker, message.text) == ("Ann, 사장", "Day 1 : 4만원\n둘째 줄")
    assert message.timestamp == datetime.fromisoformat("2021-12-29 20:36")
    assert message.conversation == ("마르타" if heading else "log")
    assert FORMAT.sniff(log.head) > 0.9


@pytest.mark.parametrize(
    "line",
    [
        "2021년 12월 29일 오후 8:36, 수아님이 나갔습니다.",
        "2021. 12. 29. 오후 8:36: 수아님이 나님을 초대했습니다.",
        "Dec 29, 2021 at 19:12: Ann invited Bob .",
        "2021년 12월 29일 오후 8:36",
    ],
)
def test_what_the_phone_tells_has_no_name(line: str, memory_log: Log) -> None:
    items = list(FORMAT.parse(memory_log(f"{line}\n2021년 12월 29일 오후 8:40, 나 : 네")))
    assert isinstance(items[0], Notice)


def test_what_windows_tells_stands_alone(memory_log: Log) -> None:
    text = "--------------- 2021년 12월 29일 수요일 ---------------\n[테스트] [20:36] ㅎㅇ\n이어지는 줄\n"
    items = list(FORMAT.parse(memory_log(text + "수아님을 초대하였습니다.\n테스트님이 나갔습니다.\n[] [20:40] 네")))
    assert [type(item) for item in items] == [Notice, Message, Notice, Notice, Message]
    assert [item.speaker for item in items if isinstance(item, Message)] == ["테스트", UNKNOWN]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("사진", "media"), ("사진 2장", "media"), ("이모티콘", "media"), ("파일: 계약.pdf", "media"), ("Photo", "media"),
     ("보이스톡 3:21", "call"), ("삭제된 메시지입니다.", "deleted"), ("사진 봤어?", "text")],
)  # fmt: skip
def test_placeholders_are_not_text(text: str, kind: str, memory_log: Log) -> None:
    (message,) = messages(memory_log(f"2021년 12월 29일 오후 8:36, 나 : {text}"))
    assert (message.kind, message.text) == (kind, text if kind == "text" else "")


@pytest.mark.parametrize("text", ["[10:30] ann: hi\n", "Ann, Bob : hi\n", "---------------\nhello\n"])
def test_other_logs_are_not_claimed(text: str, memory_log: Log) -> None:
    assert FORMAT.sniff(memory_log(text * 5).head) == 0


def test_csv_is_read_by_rows(memory_log: Log) -> None:
    log = memory_log(
        'Date,User,Message\n2021-12-29 20:36:00,"Ann","two ""lines""\nhere"\n,"","The message has been deleted."\n'
        '2021-12-29 20:38:00,"Ann","Ann invited Bob and."\n2021-12-29 20:39:00,"Bob","사진"\n2021-12-29 20:40:00\n'
    )
    heading, first, deleted, invited, photo, cut = CSV.parse(log)
    assert CSV.sniff(log.head) > 0.9
    assert isinstance(first, Message)
    assert (first.speaker, first.text, str(first.timestamp)) == ("Ann", 'two "lines"\nhere', "2021-12-29 20:36:00")
    assert [type(item) for item in (heading, deleted, invited)] == [Notice] * 3
    assert isinstance(photo, Message)
    assert photo.kind == "media"
    assert cut == Rejected("1 values where a row has three", 7)


WORDS = st.from_regex(r"[가-힣a-z]{1,8}( [가-힣a-z]{1,8}){0,2}", fullmatch=True)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_what_is_said_comes_back(memory_log: Log, said: list[tuple[str, str]]) -> None:
    said = [(name, f"{text}!") for name, text in said]
    text = "".join(f"2021년 12월 29일 오후 8:36, {name} : {text}\n" for name, text in said)
    assert [(item.speaker, item.text) for item in messages(memory_log(text))] == said
