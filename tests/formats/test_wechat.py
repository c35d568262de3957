"""WeChat's exports as CSV and as text, and QQ's."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.qq_txt import FORMAT as QQ
from chatmine.formats.wechat_csv import FORMAT as CSV
from chatmine.formats.wechat_txt import FORMAT as TXT
from chatmine.records import UNKNOWN, Message, Notice, Rejected

Log = Callable[..., Any]
OLD = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime"
NAMED = f"{OLD},Remark,NickName,Sender"
BOSS = "老板,Boss,wxid_boss"


def said(items: Any) -> list[tuple[str, str, str]]:
    return [(item.speaker, item.kind, item.text) for item in items if isinstance(item, Message)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"1,3,1,0,0,1709589490,,转了四万吗,2024-03-04 21:58:10,{BOSS}", ("老板", "text", "转了四万吗")),
        (f"1,3,1,0,0,1709589490,,群公告看了,2024-03-04 21:58:10,,{BOSS[3:]}", ("Boss", "text", "群公告看了")),
        (f'1,3,3,0,0,1709589490,,"<msg><img aeskey=""x""/></msg>",x,{BOSS}', ("老板", "media", "")),
        (f"1,3,49,57,0,1709589490,,<msg><appmsg><title>行 &amp; 好</title></appmsg></msg>,x,{BOSS}",
         ("老板", "text", "行 & 好")),
        (f"1,3,49,5,0,1709589490,,<msg><title>年报</title></msg>,x,{BOSS}", ("老板", "media", "年报")),
        (f"1,3,50,0,0,1709589490,,<voipmsg/>,x,{BOSS}", ("老板", "call", "")),
    ],
)  # fmt: skip
def test_a_row_is_a_message(row: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    heading, message = CSV.parse(memory_log(f"{NAMED}\n{row}\n"))
    assert isinstance(heading, Notice)
    assert said([message]) == [expected]
    assert isinstance(message, Message)
    assert message.timestamp == datetime(2024, 3, 4, 21, 58, 10, tzinfo=UTC)


def test_the_owner_is_named_where_the_row_names_the_owner(memory_log: Log) -> None:
    theirs, own = f"1,3,1,0,0,1709589490,,a,x,{BOSS}", "2,3,1,0,1,1709589491,,b,x,{}"
    contact = CSV.parse(memory_log("\n".join((NAMED, theirs, own.format(BOSS)))))
    named = CSV.parse(memory_log("\n".join((NAMED, theirs, own.format("我,Marta,wxid_marta")))))
    assert [speaker for speaker, *_ in said(contact)] == ["老板", "Me"]
    assert [speaker for speaker, *_ in said(named)] == ["老板", "我"]


def test_before_0_2_7_rows_have_a_value_without_a_name(memory_log: Log) -> None:
    log = memory_log(f"{OLD}\n1,3,1,0,0,1709589490,,a,x,12398\n2,3,1,0,1,1709589491,,b,x,12399\n")
    _, first, second = CSV.parse(log)
    assert isinstance(first, Message)
    assert (first.speaker, first.id) == (f"{UNKNOWN} 3", "12398")
    assert said([second]) == [("Me", "text", "b")]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("消息ID,类型,发送人,时间,内容,备注,昵称,更多信息", "77,文本,老板,2024-03-04 21:58:10,转了吗,,,"),
        (
            "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime",
            "1,77,文本,0,老板,,转了吗,,2024-03-04 21:58:10",
        ),
    ],
)
def test_other_columns(heading: str, row: str, memory_log: Log) -> None:
    log = memory_log(f"{heading}\n{row}\n")
    assert said(CSV.parse(log)) == [("老板", "text", "转了吗")]
    assert CSV.sniff(log.head) > 0.9


def test_faults_and_notices_of_a_table_are_named(memory_log: Log) -> None:
    rows = ["1,3,10000,0,0,1709589490,,老板 撤回了一条消息,x,,,", "1,2", f"1,3,1,0,0,soon,,a,soon,{BOSS}"]
    assert [type(item) for item in CSV.parse(memory_log("\n".join((NAMED, *rows))))] == [
        Notice,
        Notice,
        Rejected,
        Rejected,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boss (2024-03-04 21:58:10):转了\n两行\n", ("Boss", "text", "转了\n两行")),
        ("Boss (x) (2024-03-04 21:58:10):转了 (a):b", ("Boss (x)", "text", "转了 (a):b")),
        ("Boss (2024-03-04 21:58:10):[Photo]\n", ("Boss", "media", "")),
        ("2024-03-04 21:58:10 Boss Li\n转了\n\n两行\n\n", ("Boss Li", "text", "转了\n\n两行")),
        ("老王 2024-03-04 21:58:10\n转了\n\n", ("老王", "text", "转了")),
    ],
)
def test_wechat_in_text(text: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    log = memory_log(text)
    assert said(TXT.parse(log)) == [expected]
    assert TXT.sniff(log.head) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-04 21:58:10 Starting service\n2024-03-04 21:58:11 Ready\n" * 3,
        "2024-03-04 21:58:10 INFO server: started\n\n" * 3,
        "2024-03-04 21:58:10 Starting\n\n2024-03-04 21:58:11 Ready\n\n",
        "Some notes\n\n2024-03-04 21:58:10 Boss\nhi\n\n",
    ],
)
def test_the_log_of_a_program_is_no_chat(text: str, memory_log: Log) -> None:
    assert TXT.sniff(memory_log(text).head) == 0


def test_the_heading_names_the_chat_and_notices_stand_alone(memory_log: Log) -> None:
    text = 'Boss - WeChat Chat History\n\nBoss (2024-03-04 21:58:10):hi\n"Boss" recalled a message\n'
    heading, message, notice = TXT.parse(memory_log(text))
    assert isinstance(message, Message)
    assert (message.conversation, message.text) == ("Boss", "hi")
    assert (type(heading), type(notice)) == (Notice, Notice)


QQ_HEADING = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n" + "=" * 64 + "\n消息对象:{}\n" + "=" * 64 + "\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-07-16 18:15:05 地瓜(23333233)\n转了\n\n", ("地瓜", "text", "转了")),
        ("2019-07-16 18:15:05 土豆 x<example@xx.com>\n转了\n第二行\n\n", ("土豆 x", "text", "转了\n第二行")),
        ("2019-07-16 18:15:05 【管理员】地(1)瓜(23333233)\n[图片]\n\n", ("地(1)瓜", "media", "")),
        ("2019-07-16 下午 6:15:05 (23333233)\n转了\n\n", (f"{UNKNOWN} 23333233", "text", "转了")),
    ],
)
def test_qq_in_text(text: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    log = memory_log(text)
    assert said(QQ.parse(log)) == [expected]
    (message,) = QQ.parse(log)
    assert isinstance(message, Message)
    assert message.timestamp == datetime.fromisoformat("2019-07-16 18:15:05")
    assert QQ.sniff(log.head) > TXT.sniff(log.head)


def test_an_account_of_qq_has_a_heading_before_each_chat(memory_log: Log) -> None:
    block = "2019-07-16 18:15:05 地瓜\n{}\n\n"
    log = memory_log(QQ_HEADING.format("港口组") + block.format("a") + QQ_HEADING.format("老家") + block.format("b"))
    assert [(item.conversation, item.text) for item in QQ.parse(log) if isinstance(item, Message)] == [
        ("港口组", "a"),
        ("老家", "b"),
    ]
    assert QQ.sniff(log.head) > 0.9


def test_the_system_of_qq_is_nobody(memory_log: Log) -> None:
    (item,) = QQ.parse(memory_log("2019-07-16 18:16:00 系统消息(10000)\n地瓜加入本群。\n"))
    assert item == Notice("地瓜加入本群。", 1, 2, datetime.fromisoformat("2019-07-16 18:16:00"))


NICK = st.from_regex(r"[一-龥a-z]{1,8}( [a-z]{1,8})?", fullmatch=True)
LINES = st.lists(st.from_regex(r"[一-龥a-z]{1,8}!", fullmatch=True), min_size=1, max_size=3).map("\n".join)


@given(st.lists(st.tuples(NICK, LINES), min_size=1, max_size=8))
def test_what_is_said_comes_back(memory_log: Log, spoken: list[tuple[str, str]]) -> None:
    qq = "".join(f"2019-07-16 18:15:05 {nick}(12345678)\n{text}\n\n" for nick, text in spoken)
    wechat = "".join(f"{nick} (2019-07-16 18:15:05):{text}\n" for nick, text in spoken)
    expected = [(nick, "text", text) for nick, text in spoken]
    assert said(QQ.parse(memory_log(qq))) == expected
    assert said(TXT.parse(memory_log(wechat))) == expected
