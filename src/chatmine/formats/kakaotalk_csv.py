"""KakaoTalk's export on macOS and in newer releases for Windows: CSV with the heading `Date,User,Message`."""

from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.kakaotalk_texts import is_event, kind_of
from chatmine.formats.rows import Row, read_csv
from chatmine.formats.timestamps import read_moment
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_HEADING = ("Date", "User", "Message")


class KakaoTalkCsv:
    """A chat of KakaoTalk, one message a row."""

    name = "kakaotalk_csv"
    about = "KakaoTalk chats exported as CSV on macOS or Windows"

    def sniff(self, head: Head) -> float:
        """Sure by the heading, which stands alone on the first line."""
        return 0.95 if head.lines and head.lines[0].strip().replace('"', "") == ",".join(_HEADING) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """The heading as a notice, then every row; a row without a time is one that KakaoTalk itself tells."""
        for row in read_csv(log.lines(), ","):
            if tuple(row.cells) == _HEADING:
                yield Notice(",".join(_HEADING), row.line, row.lines)
            else:
                yield _read(log, row)


def _read(log: Log, row: Row) -> Parsed:
    if len(row.cells) != 3:
        return Rejected(f"{len(row.cells)} values where a row has three", row.line, row.lines)
    date, user, text = row.cells
    moment = read_moment(date) if date.strip() else None
    if not date.strip() or _told(user, text):
        return Notice(text, row.line, row.lines, moment)
    if moment is None:
        return Rejected(f"not a date: {date[:40]!r}", row.line, row.lines)
    kind, said = kind_of(text)
    return Message(log.conversation, user.strip() or UNKNOWN, said, moment, log.path, row.line, row.lines, kind)


def _told(user: str, text: str) -> bool:
    """Whether the text is KakaoTalk's own: it stands in the name of whom it speaks of, a removal in anybody's."""
    return is_event(text) and (not user or user in text or "removed" in text or "내보냈" in text)


FORMAT = KakaoTalkCsv()
