"""What a conversation is called when the log does not say: its place, without what exporters add to every file."""

import re
from pathlib import Path, PurePosixPath

# Names that exporters give to every chat: the folder says more.
_NAMES_NOTHING = re.compile(r"(_?chat|messages?\d*|message_\d+|result|index|data|export|log|meeting_saved_chat)$", re.I)
_PART = re.compile(r"(?:(?<![ _.-])[ _.-]*+[\[(]part[ _-]?\d{1,4}[\])]|[_.-]part[_-]?\d{1,4})$", re.IGNORECASE)
_DATE = r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])"
_A_DATE = re.compile(rf"{_DATE}$")
# A channel's log of a day: clients begin a new file each midnight.
_CHANNEL = re.compile(rf"(?:{_DATE}[-_. ])?(#[^/]*?)(?:[-_. ]{_DATE})?$")


def conversation_of(name: str) -> str:
    """The conversation that a file's name stands for; the parts of one export and a channel's days are one.

    >>> conversation_of("founding/deal.txt"), conversation_of("Port Team/_chat.txt"), conversation_of("result.json")
    ('founding/deal', 'Port Team', 'result')
    >>> conversation_of("deals [part 2].json"), conversation_of("#deals_20240304.log"), conversation_of("#a/2024-03-04")
    ('deals', '#deals', '#a')
    """
    path = PurePosixPath(name.replace("\\", "/"))
    bare = path.with_suffix("") if re.fullmatch(r"\.\w{1,12}", path.suffix) else path
    if not bare.name:
        return name
    if len(bare.parts) > 1 and (_NAMES_NOTHING.match(bare.name) or _A_DATE.match(bare.name)):
        return str(bare.parent)
    title = _CHANNEL.sub(r"\1", _PART.sub("", bare.name))
    return str(bare.with_name(title or bare.name))


def name_of(path: str) -> str:
    """The name of a file that the user gave: where it is only a date, its folder says which conversation it is."""
    file = Path(path)
    return f"{file.parent.name}/{file.name}" if _A_DATE.match(file.stem) and file.parent.name else file.name
