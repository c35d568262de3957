"""What the flat exports of DiscordChatExporter (CSV, plain text) leave to be read between the lines.

They name an author in one field, and write the events of a channel as messages in the exporter's own English.
"""

import re

from chatmine.records import UNKNOWN

# The texts of the exporter for what Discord itself reports: joins, pins, calls.
_EVENT = re.compile(
    r"(?:Joined the server\.|Pinned a message\.|Left the group\.|Started a thread\.|Changed the channel icon\.?"
    r"|(?:Added|Removed) [^\n]{1,200} (?:to|from) the group\.|Changed the channel name: [^\n]*"
    r"|Created a thread\.?|Boosted the server\.?)",
    re.IGNORECASE,
)
_CALL = re.compile(r"Started a call(?: that lasted [\d.,\s]+ minutes?)?\.?")
_NO_NUMBER = re.compile(r"#0{1,4}$")  # webhooks and the accounts of today have no number
_NAME = re.compile(
    r"(?:^|(?<=[/\\!]))(?P<channel>[^/\\!]{1,300} - [^/\\!]{1,300}?) \[\d{15,20}\]"
    r"(?: \(after[^/\\]*\)| \(before[^/\\]*\))?(?: \[part \d+\])?\."
)


def author(name: str, number: str = "") -> str:
    """The author's name as exported; deleted accounts share one name, so the id tells them apart.

    >>> author("Ann#0000"), author("Ann#1234"), author("Deleted User#0000", "17"), author("", "17")
    ('Ann', 'Ann#1234', 'Deleted User 17', '(unknown) 17')
    """
    name = _NO_NUMBER.sub("", name.strip())
    if name and name != "Deleted User":
        return name
    return f"{name or UNKNOWN} {number}".strip()


def spoken(content: str) -> str:
    """The kind of a content: `notice` and `call` for the exporter's own sentences, else `text`."""
    content = content.strip()
    if _EVENT.fullmatch(content):
        return "notice"
    return "call" if _CALL.fullmatch(content) else "text"


def channel_in_name(path: str) -> str:
    """The channel that the exporter put into a file's name, as `guild / channel`; '' if the name holds none.

    >>> channel_in_name("exports/Port Guild - Text Channels - deals [123456789012345678] [part 2].csv")
    'Port Guild / deals'
    """
    match = _NAME.search(path)
    if not match:
        return ""
    parts = match["channel"].split(" - ")
    return " / ".join(dict.fromkeys((parts[0], parts[-1])))
