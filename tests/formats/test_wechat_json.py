"""WeFlow's and EchoTrace's JSON: the kind of a message is a Chinese word."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.wechat_json import FORMAT


def entry(kind: str, content: str, **fields: object) -> dict[str, object]:
    base = {
        "localId": 1,
        "createTime": 1709589490,
        "isSend": 0,
        "senderUsername": "wxid_a",
        "senderDisplayName": "何岚",
    }
    return {**base, "type": kind, "content": content, **fields}


def export(*entries: object) -> str:
    return json.dumps({"session": {"wxid": "1@chatroom", "nickname": "茶叶群"}, "messages": entries})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("文本消息", "付380元"), "21:58 何岚: 付380元"),
        (entry("引用消息", "好\n[引用 徐静：多少钱]"), "21:58 何岚: 好"),
        (entry("图片消息", "images/1.jpg"), "21:58 何岚 (media):"),
        (entry("语音消息", "[语音转文字] 明天付"), "21:58 何岚 (media): 明天付"),
        (entry("链接消息", "<msg><title>x</title></msg>"), "21:58 何岚 (media):"),
        (entry("转账消息", "[转账] 1500元"), "21:58 何岚 (media): [转账] 1500元"),
        (entry("聊天记录合并转发", "何岚: 好"), "21:58 何岚 (forward): 何岚: 好"),
        (entry("文本消息", "何岚加入了群聊", senderUsername="1@chatroom"), "-- 何岚加入了群聊"),
        (entry("通话消息", "通话时长 02:10"), "21:58 何岚 (call):"),
        (entry("系统消息", "何岚加入了群聊", senderDisplayName=""), "-- 何岚加入了群聊"),
        (entry("文本消息", "好", senderDisplayName=""), "21:58 wxid_a: 好"),
        (entry("文本消息", "好", senderDisplayName="", senderUsername="", isSend=1), "21:58 Me: 好"),
        ([], "?? not a message: no content and no time"),
    ],
)
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, memory_log(export(said))) == [expected]


def test_the_session_is_the_conversation(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log(export(entry("文本消息", "好")))
    assert FORMAT.sniff(log.head) > 0.9
    assert messages(FORMAT, log)[0].conversation == "茶叶群"
