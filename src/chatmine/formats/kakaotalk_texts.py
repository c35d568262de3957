"""What KakaoTalk writes into a chat by itself, in Korean and English: headings, placeholders, calls, notices."""

import re

_HEADING = re.compile(
    r"\ufeff?(?:(?P<ko>.{1,100}?)\s?(?:님)?\s?(?:과(?:의)?\s)?카카오톡 대화|KakaoTalk Chats? (?:with )?(?P<en>.{1,100})"
    r"|(?P<ios>.{1,100}?)\s(?:Kakao)?Talk Chats?|Chat with (?P<pc>.{1,100}))\s*$",
    re.IGNORECASE,
)
_SAVED = re.compile(r"(?:저장한 날짜|Date Saved|Saved Date)\s*:", re.IGNORECASE)
_PART = re.compile(r"\ufeff?(?:Kakao)?Talk_\d{4}\.\d{1,2}\.\d{1,2}.*\.txt\s*$")
_MEDIA = re.compile(
    r"사진(?: \d+장)?|동영상|\(?이모티콘\)?|음성 ?메시지|삭제된 사진|<[^<>]{2,8} 읽지 않음>"
    r"|(?:파일|File|지도|연락처|음악|선물|투표|캘린더|일정): .+"
    r"|Photos?|\d+ photos|Videos?|Emoticons?|\(Emoticon\)|Stickers?|Voice (?:Message|Note)"
    r"|[0-9a-f]{16,}\.(?:jpe?g|png|gif|mp4|m4a)"
)
_DELETED = re.compile(
    r"삭제된 메시지입니다\.?|메시지가 삭제되었습니다\.?"
    r"|(?:This|The) message (?:was|has been) deleted\.?|Deleted message\.?"
)
_CALL = re.compile(
    r"(?:보이스톡|페이스톡|그룹콜|라이브톡)"
    r"(?: (?:해요|부재중|취소|거절|없음|종료|시작)|(?:이|가) .{2,12}| \d{1,2}:\d\d(?::\d\d)?){0,3}\.?"
    r"|(?:Missed |Canceled )?(?:Voice|Video|Face)\s?(?:Talk|Call)(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
EVENT = (  # who came and went; on Windows such a sentence stands alone
    r"(?:.{0,60}님이 .{0,200}"
    r"(?:초대하였습니다|초대했습니다|나갔습니다|들어왔습니다|내보냈습니다|되었습니다|가렸습니다)\.?(?: ?다시 .*)?"
    r"|.{1,100}님을 (?:초대하였습니다|초대했습니다|내보냈습니다)\."
    r"|(?:.{0,60} )?채팅방 관리자가 메시지를 가렸습니다\.?"
    r"|.{1,60} invited .{1,200}\.|.{1,60} (?:left|joined) this chatroom\."
    r"|.{1,60} has been removed from this chatroom\.?"
    r"|\S{1,20} (?:left|joined)\.|채팅방이? .{0,30}(?:변경되었습니다|종료되었습니다)\.?)$"
)
_EVENT = re.compile(EVENT)
_MAY_BE_EVENT = re.compile("님|채팅방|chatroom|invited|left|joined")


def is_heading(line: str) -> bool:
    """Whether this is one of the lines that the exporter sets above a chat."""
    return len(line) < 300 and any(pattern.match(line) for pattern in (_HEADING, _SAVED, _PART))


def title_of(heading: str) -> str:
    """The chat's name in the first line of an export; '' if it has none.

    >>> title_of("마르타 님과 카카오톡 대화"), title_of("KakaoTalk Chats with Port Team")
    ('마르타', 'Port Team')
    """
    match = _HEADING.match(heading[:300])
    return next(filter(None, match.groups()), "").strip() if match else ""


def is_event(text: str) -> bool:
    """Whether this is a sentence with which KakaoTalk tells who came and went."""
    return len(text) < 300 and bool(_MAY_BE_EVENT.search(text) and _EVENT.match(text.strip()))


def kind_of(text: str) -> tuple[str, str]:
    """The kind of a message and what its speaker wrote in it.

    >>> kind_of("사진 3장"), kind_of("보이스톡 3:21"), kind_of("사진 봤어?")
    (('media', ''), ('call', ''), ('text', '사진 봤어?'))
    """
    bare = text.strip()
    for kind, pattern in (("media", _MEDIA), ("deleted", _DELETED), ("call", _CALL)):
        if pattern.fullmatch(bare):
            return kind, ""
    return "text", text
