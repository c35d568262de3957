"""WeChat chats as LC044/WeChatMsg (MemoTrace) writes them to CSV, in its older and its newer columns, and PyWxDump's.

The older ones are `localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime`, with
`Remark,NickName,Sender` from release 0.2.7 on; before it each row has one value more than the heading. In the file of
one contact these three name the contact on every row, the owner's too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.rows import Row, read_csv
from chatmine.formats.timestamps import read_moment, read_timestamp
from chatmine.formats.wechat_texts import is_notice, kind_of, title_in
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_OWNER = "Me"
_OLDER = ("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime")
_NEWER = ("消息ID", "类型", "发送人", "时间", "内容")
_DUMPED = ("type_name", "is_sender", "talker", "msg", "CreateTime")
_LAYOUTS = (_OLDER, _NEWER, _DUMPED)
# The types of the older columns; 49 is whatever an app shares, and of those 57 a reply: its title is what was said.
_APP, _REPLY = "49", "57"
_KINDS = {"3": "media", "34": "media", "42": "media", "43": "media", "47": "media", "48": "media", "50": "call"}
_TOLD = frozenset({"10000", "10002", "系统消息", "系统通知", "拍一拍"})
_SPOKEN = frozenset({"1", "文本", "文本消息", "引用消息", "引用", ""})
Fields = dict[str, str]


class WeChatCsv:
    """A chat of WeChat, or all of an account's, one message a row."""

    name = "wechat_csv"
    about = "WeChat chats exported as CSV by WeChatMsg (MemoTrace) or PyWxDump"

    def sniff(self, head: Head) -> float:
        """Sure by the columns."""
        names = set(_columns(head.lines[0])) if head.lines else set()
        return 0.96 if any(names.issuperset(layout) for layout in _LAYOUTS) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """The heading as a notice, then every row."""
        others = _others(log)
        for row, fields in _read(log):
            if fields is None:
                yield Notice(",".join(row.cells), row.line, row.lines)
            elif len(row.cells) < 5:
                yield Rejected("a row with fewer values than its heading has", row.line, row.lines)
            else:
                yield _parsed(log, row, _Entry(fields, others))


@dataclass(frozen=True)
class _Entry:
    """A row by its columns, in whichever layout; `others` are the ids of those who wrote to the owner."""

    fields: Fields
    others: frozenset[str]

    def first(self, *names: str) -> str:
        """The first of these columns that is there and not empty."""
        return next((value for name in names if (value := self.fields.get(name, "").strip())), "")

    @property
    def own(self) -> bool:
        return self.first("IsSender", "is_sender") in {"1", "True"}

    @property
    def speaker(self) -> str:
        """The owner's own name where the row gives it; a contact's as the owner calls it, else as it calls itself."""
        if self.own and self.first("Sender", "Remark", "NickName") in self.others | {""}:
            return self.first("发送人", "talker") or _OWNER
        name = self.first("发送人", "Remark", "NickName", "备注", "昵称", "Sender", "talker")
        return name or f"{UNKNOWN} {self.first('TalkerId')}".strip()

    @property
    def said(self) -> tuple[str, str]:
        """The kind of the row, `notice` for what WeChat tells, and what was written."""
        kind, text = self.first("Type", "类型", "type_name"), self.fields.get("StrContent") or self.first("内容", "msg")
        if kind in _TOLD or (not kind and is_notice(text)):
            return "notice", text
        if kind in _SPOKEN:
            return kind_of(text) if kind != "1" else ("text", text)
        if kind == _APP:
            return "text" if self.first("SubType") == _REPLY else "media", title_in(text)
        return (_KINDS.get(kind) or ("call" if "通话" in kind else "media")), ""


def _columns(line: str) -> list[str]:
    return [name.strip().strip('"\ufeff') for name in line.split(",")]


def _read(log: Log) -> Iterator[tuple[Row, Fields | None]]:
    """Every row with its values by the names of the heading; the heading itself, and each repeated one, with none.

    The one value that has no name before release 0.2.7 is the number that the server gave the message.
    """
    names: list[str] = []
    for row in read_csv(log.lines(), ","):
        if not names or row.cells[:1] == names[:1]:
            names = _columns(",".join(row.cells))
            yield row, None
        else:
            yield row, dict(zip((*names, "MsgSvrID"), row.cells, strict=False))


def _others(log: Log) -> frozenset[str]:
    """The first name or id, by column, of everybody who wrote to the owner."""
    entries = (_Entry(fields, frozenset()) for _, fields in _read(log) if fields)
    return frozenset(entry.first("Sender", "Remark", "NickName") for entry in entries if not entry.own)


def _parsed(log: Log, row: Row, entry: _Entry) -> Parsed:
    moment = read_timestamp(entry.first("CreateTime")) or read_moment(entry.first("StrTime", "时间", "CreateTime"))
    kind, text = entry.said
    if kind == "notice":
        return Notice(text, row.line, row.lines, moment)
    if moment is None:
        return Rejected("no time that can be read", row.line, row.lines)
    message = Message(log.conversation, entry.speaker, text, moment, log.path, row.line, row.lines, kind)
    return replace(message, conversation=entry.first("room_name") or log.conversation, id=_number(entry))


def _number(entry: _Entry) -> str:
    """The server's number; the local ones begin anew in each file of WeChat's database."""
    return entry.first("MsgSvrID", "消息ID")


FORMAT = WeChatCsv()
