"""qq-chat-exporter: messages cut into elements, in one document or in chunks of lines."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.qq_json import FORMAT

ANN = {"uid": "u_1", "uin": "10001", "name": "阿澈"}


def entry(*elements: tuple[str, object], **fields: object) -> dict[str, object]:
    cut = [{"type": kind, "data": data} for kind, data in elements]
    base = {"id": "7", "timestamp": 1709589490000, "sender": ANN, "type": "type_1"}
    return {**base, "content": {"text": "[…]", "elements": cut}, **fields}


PAY = ("text", {"text": "付8500块"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry(PAY), "21:58 阿澈: 付8500块"),
        (entry(("at", {"name": "@林"}), ("text", {"text": " 好"})), "21:58 阿澈: @林 好"),
        (entry(("reply", {"messageId": "3", "text": "不是我"}), PAY), "21:58 阿澈: 付8500块"),
        (entry(("image", {"filename": "a.jpg"})), "21:58 阿澈 (media):"),
        (entry(PAY, recalled=True), "21:58 阿澈 (deleted):"),
        (entry(PAY, system=True), "-- 付8500块"),
        (entry(PAY, isRecalled=True), "21:58 阿澈 (deleted):"),
        (entry(PAY, isSystemMessage=True), "-- 付8500块"),
        (entry(PAY, rawMessage={"sendMemberName": "编辑", "sendNickName": "阿澈"}), "21:58 编辑: 付8500块"),
        (entry(("text", None), content={"text": "好", "elements": [{"type": "text"}]}), "21:58 阿澈: 好"),
        (entry(PAY, sender={"uin": "10002"}), "21:58 10002: 付8500块"),
        (entry(PAY, timestamp="2024-03-04T21:58:10.000Z", content={"text": "好"}), "21:58 阿澈: 好"),
        (5, "?? not a message: no sender and no content"),
    ],
)
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    document = {"metadata": {"version": "5.0.0"}, "chatInfo": {"name": "诗集"}, "messages": [said]}
    assert told(FORMAT, memory_log(json.dumps(document))) == [expected]


def test_chunks_are_named_by_their_manifest(memory_log: Callable[..., MemoryLog]) -> None:
    manifest = json.dumps({"chatInfo": {"name": "诗集"}, "chunked": {"chunks": []}}, indent=1)
    lines = "\n".join(json.dumps(entry(PAY)) for _ in range(2))
    log = memory_log(lines, path="chunks/chunk_0001.jsonl", neighbours={"../manifest.json": manifest})
    assert FORMAT.sniff(log.head) > 0.9
    assert [(message.conversation, message.line) for message in messages(FORMAT, log)] == [("诗集", 1), ("诗集", 2)]
    assert told(FORMAT, memory_log(manifest)) == ["-- what the chunks hold"]
