"""WeChat chats in plain text: WechatExporter's `NAME (TIME):TEXT`, and MemoTrace's header above each text.

BlueMatthew/WechatExporter begins a file with `NAME - WeChat Chat History`; LC044/WeChatMsg (MemoTrace) writes
`TIME NAME` on a line of its own, and an empty line after each text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.wechat_texts import is_notice, kind_of
from chatmine.records import Message, Notice

_DATE = r"(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})"
_TIME = r"(?P<time>\d{1,2}:\d\d(?::\d\d)?)"
_HEADING = re.compile(r"(?P<name>.{1,100}?)\s+-\s+(?:WeChat Chat History|微信聊天记录|微信聊天紀錄)\s*$")
_TOLD = (
    r".{0,80}(?:撤回了一条消息|加入了群聊|退出了群聊|移出了群聊|修改群名为.*|拍了拍.*"
    r"| recalled a message\.?| joined the group chat.*| left the group chat\.?| changed the group name to .*)$"
)
_ONE_LINE = Dialect(
    "WechatExporter",
    message=re.compile(rf"(?P<speaker>\S.{{0,100}}?|) ?[(（]{_DATE} {_TIME}[)）][:：] ?(?P<text>.*)"),
    notice=re.compile(_TOLD),
    preamble=True,
)
_ABOVE = Dialect(
    "MemoTrace",
    message=re.compile(rf"{_DATE} {_TIME} (?P<speaker>[^\s:：<>\[\](){{}}|=/-][^:：<>\[\]()|=\t\n]{{0,60}})$"),
    preamble=True,
    apart=True,
)
_NAME_FIRST = Dialect(
    "name before the time",
    message=re.compile(rf"(?P<speaker>[^\s:：<>\[\](){{}}|=/-][^:：<>\[\]()|=\t\n]{{0,60}}?) {_DATE} {_TIME}$"),
    preamble=True,
    apart=True,
)


class WeChatTxt:
    """A chat of WeChat in plain text."""

    name = "wechat_txt"
    about = "WeChat chats exported as text by WechatExporter or MemoTrace"

    def sniff(self, head: Head) -> float:
        """Sure with WechatExporter's heading, high in its shape; less where headers stand above their texts."""
        lines = head.lines[:400]
        if _spoken(_ONE_LINE, lines) >= 0.2:
            return 0.95 if _HEADING.match(lines[0]) or _HEADING.match(lines[-1]) else 0.88
        if "消息记录" in head.start[:40]:
            return 0.0  # QQ's heading
        return 0.8 if any(_stands_above(dialect, head.text) for dialect in (_ABOVE, _NAME_FIRST)) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once; the heading names the chat."""
        return LineFormat(self.name, (_ONE_LINE, _ABOVE, _NAME_FIRST), finish=finish, title=title).parse(log)


def _spoken(dialect: Dialect, lines: list[str]) -> float:
    return sum(dialect.message.match(line) is not None for line in lines) / len(lines) if lines else 0.0


def _stands_above(dialect: Dialect, text: str) -> bool:
    """Whether such headers open the log, after an empty line and above a text each, as no program's log has them."""
    lines = text.split("\n")
    headers = [at for at, line in enumerate(lines) if dialect.message.match(line.rstrip("\r"))]
    if not headers or any(line.strip() for line in lines[: headers[0]]):
        return False
    apart = [at for at in headers if not "".join(lines[max(at - 1, 0) : at]).strip()]
    above = (
        set(apart) - {at for at in apart if not "".join(lines[at + 1 : at + 2]).strip()} - {at - 1 for at in headers}
    )
    return len(above) >= 0.9 * len(headers) and len(headers) * 8 >= sum(bool(line.strip()) for line in lines)


def title(log: Log) -> str:
    """The chat's name in the heading, else the log's own."""
    first = next((line for _, line in log.lines() if line.strip()), "")
    match = _HEADING.match(first)
    return match["name"].strip() if match else log.conversation


def finish(message: Message) -> Parsed:
    """The kind of a message, or the notice that it is."""
    text = message.text.removeprefix("\n")
    if is_notice(text) or message.speaker in {"系统消息", "系统"}:
        return Notice(text, message.line, message.lines, message.timestamp)
    kind, said = kind_of(text)
    return replace(message, text=said, kind=kind)


FORMAT = WeChatTxt()
