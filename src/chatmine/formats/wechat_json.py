"""WeChat conversations as WeFlow and EchoTrace write them to JSON: a `session` and its `messages`.

Source: the JSON exports of WeFlow and EchoTrace. The kind of a message is a Chinese word; what is no text has a
placeholder, a path or XML for its content.
"""

import re
from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_stream import Fields, as_object, as_text, first_text, nested
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_QUOTE = re.compile(r"(?<!\s)\s*+\[引用 [^：\]\n]{0,100}：")
_FILES = re.compile(r"图片|语音|视频|表情|文件")
_CALL = re.compile(r"通话")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,20}\]|<.*", re.DOTALL)
_TRANSCRIPT = re.compile(r"\[语音(?:转文字|消息)?\]\s*+(?:[:：]\s*+)?(?=\S)")


class WechatJson:
    """One conversation."""

    name = "wechat_json"
    about = "WeChat conversations from WeFlow's or EchoTrace's JSON"

    def sniff(self, head: Head) -> float:
        """Sure by the frame with the sender's keys."""
        if head.has_keys("weflow", "session"):  # a picture may stand before the messages
            return 0.95
        if not head.has_keys("session", "messages", "createTime"):
            return 0.0
        return 0.95 if head.has_keys("senderUsername") or head.has_keys("isSend") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry once; `line` counts them from 0."""
        for index, (export, entry) in enumerate(nested(log, ("messages",))):
            yield _read(log, as_object(export.get("session")), entry, index)


FORMAT = WechatJson()


def _read(log: Log, session: Fields, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict) or not {"content", "createTime"} & entry.keys():
        return Rejected("not a message: no content and no time", index)
    moment, form = read_timestamp(entry.get("createTime")), as_text(entry.get("type"))
    content = as_text(entry.get("content"))
    if "系统" in form or "撤回" in form or as_text(entry.get("senderUsername")).endswith("@chatroom"):
        return Notice(content, index, timestamp=moment)
    kind, text = _said(form, content)
    names = (session.get(key) for key in ("displayName", "remark", "nickname", "wxid"))
    return Message(
        first_text(*names) or log.conversation,
        _speaker(entry),
        text,
        moment,
        log.path,
        index,
        kind=kind,
        id=first_text(entry.get("serverId"), entry.get("localId")),
    )


def _speaker(entry: Fields) -> str:
    name = first_text(entry.get("senderDisplayName"), entry.get("senderUsername"))
    return name or ("Me" if entry.get("isSend") == 1 else UNKNOWN)


def _said(form: str, content: str) -> tuple[str, str]:
    """The kind of message with its text: of voice what was recognised, of a reply what is new."""
    if _CALL.search(form):
        return "call", ""
    if "合并转发" in form:
        return "forward", "" if content.startswith("<") else content
    if _FILES.search(form):
        heard = _TRANSCRIPT.match(content) if "语音" in form else None
        return "media", content[heard.end() :] if heard else ""
    text = "" if _PLACEHOLDER.fullmatch(content) else content
    if "引用" in form or "回复" in form or "[引用 " in content:
        quote = _QUOTE.search(text)
        text = text[: quote.start()] if quote else text
    return ("text" if "文本" in form or "引用" in form or not form else "media") if text else "media", text
