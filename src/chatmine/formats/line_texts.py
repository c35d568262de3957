"""What LINE writes into a chat by itself, in the languages of its clients: headings, placeholders, calls, notices."""

import re

_TITLES = (
    r"Chat (?:history )?(?:with|in) (?P<en>.+)",
    r"(?P<ja>.+?)(?:と)?のトーク履歴",
    r"[与與](?P<zh>.+?)的聊天[记記][录錄]",
    r"(?P<group>.+?)的聊天[记記][录錄]",
    r"(?P<ko>.+?)\s?(?:님)?과(?:의)? (?:채팅|대화).*",
    r"ประวัติการ(?:แชท|สนทนา)(?:กับ|ใน)\s?(?P<th>.+)",
    r"Riwayat (?:chat|obrolan) (?:dengan|di) (?P<id>.+)",
)
_TITLE = re.compile(rf"\ufeff?(?:\[LINE\] ?)?(?:{'|'.join(_TITLES)})\s*$")
_MEDIA = re.compile(
    r"\[(?:Photos?|Videos?|Stickers?|Files?|Voice message|Audio|Contact(?: info)?|Location|Gift|Albums?|Notes?|Emoji"
    r"|写真|動画|スタンプ|ファイル|ボイスメッセージ|位置情報|連絡先|プレゼント|アルバム|ノート"
    r"|照片|圖片|图片|影片|视频|視頻|貼圖|贴图|檔案|文件|語音訊息|语音(?:消息|信息)?|聯絡資訊|联系人|位置(?:訊息|信息)?|禮物|相簿|記事本"
    r"|รูป(?:ภาพ)?|ภาพ|วิดีโอ|สติกเกอร์|ไฟล์|ข้อความเสียง|사진|동영상|스티커|파일|음성메시지|Foto|Video|Stiker|Berkas)\].*"
)
_CALL = re.compile(r"☎ .*")
_EVENT = re.compile(
    r"(?:.{1,60} )?(?:unsent a message\.?|joined the (?:chat|group)\.?|left the (?:chat|group)\.?"
    r"|(?:invited|added) .{1,200} to the (?:chat|group)\.?|removed .{1,60} from the group\.?"
    r"|changed the .{1,60} (?:to|picture|photo).*)"
    r"|.{0,60}(?:メッセージの送信を取り消しました。?|が?(?:参加|退出|退会)しました。?|グループに招待しました。?"
    r"|已?[收撤]回了?[一条則则]*(?:訊息|消息)|(?:加入|離開|退出)(?:聊天|群組))"
)


def title_of(heading: str) -> str:
    r"""The chat's name in the heading of an export; '' if this is none.

    >>> title_of("[LINE] Chat history in Port Team"), title_of("[LINE] 港口組的聊天記錄"), title_of("10:31\tBob\tok")
    ('Port Team', '港口組', '')
    """
    match = _TITLE.match(heading)
    return next(filter(None, match.groups()), "").strip() if match else ""


def kind_of(text: str, speaker: str) -> tuple[str, str]:
    """The kind of a record, `notice` for what LINE tells itself, and what the speaker wrote.

    >>> kind_of("[写真]", "Ann"), kind_of("☎ Call time 1:23", "Ann"), kind_of("Ann unsent a message.", "")
    (('media', ''), ('call', ''), ('notice', ''))
    """
    if _MEDIA.fullmatch(text):
        return "media", ""
    if _CALL.fullmatch(text):
        return "call", ""
    if _EVENT.fullmatch(text) and (not speaker or text.startswith(("unsent", "joined", "left", "invited", speaker))):
        return "notice", ""
    return "text", text
