"""What the exporters of WeChat and QQ write for what is not text: placeholders, notices, the XML of shared things."""

import re
from html import unescape

_NOTICE = re.compile(
    r".{0,80}(?:撤回了一条(?:成员)?消息|(?:加入|退出|移出)了?(?:本群|群聊)|邀请.{1,200}加入了?(?:本群|群聊)"
    r"|修改群名为.{1,80}|开启了朋友验证.{0,80}|领取了.{1,40}红包|[\"”] ?拍了拍.{1,80})[。.]?"
    r"|以上是打招呼的内容|以下为新消息"
    r"|.{0,80}(?: recalled a message| (?:joined|left) the group chat(?: via .{1,80})?"
    r"| changed the group name to .{1,80}| invited .{1,200} to the group chat| removed .{1,60} from the group chat)\.?",
    re.DOTALL,
)
_PLACES = (
    "图片|图像|照片|表情(?:包)?|动画表情|语音(?:通话)?|视频(?:通话)?|文件|位置|名片|链接|音乐|红包|转账|小程序"
    "|聊天记录|合并转发|戳一戳|闪照|未知消息|贴图|相片|圖片|語音|檔案"
    "|Photo|Image|Picture|Sticker|Emoji|Audio|Voice|Video|File|Location|Contact|Link|Music|Red Packet|Transfer"
    "|Card|Mini Program|Chat History|Unknown"
)
_MEDIA = re.compile(rf"(?:[\[【<](?:{_PLACES})[^\[\]]{{0,20}}[\]】>]\s*)+", re.IGNORECASE)
_CALL = re.compile(
    r"\[?(?:语音|视频|音视频)通话\]?.{0,30}|通话时长 ?[\d:]+|(?:Voice|Video) call\b.{0,30}", re.IGNORECASE
)
_TITLE = re.compile(r"<title>(?:<!\[CDATA\[)?(?P<title>[^<\]]{0,2000})", re.IGNORECASE)


def is_notice(text: str) -> bool:
    """Whether this is a sentence with which the program tells what happened in a chat."""
    return len(text) < 400 and _NOTICE.fullmatch(text.strip()) is not None


def kind_of(text: str) -> tuple[str, str]:
    """The kind of a message and what its speaker wrote in it.

    >>> kind_of("[图片]"), kind_of("[Photo]"), kind_of("[图片] 看"), kind_of("语音通话 通话时长 01:20")
    (('media', ''), ('media', ''), ('text', '[图片] 看'), ('call', ''))
    """
    bare = text.strip()
    if _CALL.fullmatch(bare):
        return "call", ""
    return ("media", "") if _MEDIA.fullmatch(bare) else ("text", text)


def title_in(xml: str) -> str:
    """The title of what was shared, out of the XML that stands for it; '' if it has none.

    >>> title_in('<?xml version="1.0"?><msg><appmsg><title>Q3 &amp; Q4</title></appmsg></msg>')
    'Q3 & Q4'
    """
    match = _TITLE.search(xml[:100_000])
    return unescape(match["title"]).strip() if match else ""
