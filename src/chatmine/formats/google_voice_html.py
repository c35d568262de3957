"""Google Voice from Google Takeout: `Voice/Calls/NAME - Text - TIME.html`, one file for a few messages or one call.

A conversation is spread over many files, which are named after the other side. `Me` is the owner of the account. Times
carry an offset.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_elements import html_elements
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Rejected

_MARKED = re.compile(r"class=\"(?:hChatLog|haudio)\b")
_NAME = re.compile(r"(?:^|(?<=[/\\!]))([^/\\!]+?) - [^/\\!-]+ - \d{4}-\d\d-\d\dT\d\d_\d\d_\d\dZ[^/\\]*$")
_MEDIA = ("img", "video", "audio", ".vcard_attachment", ".video", ".audio")
_PLACEHOLDERS = ("MMS Sent", "MMS Received")
_OWNER = "Me"


class GoogleVoiceHtml:
    """A few text messages of one conversation, or a call or voicemail."""

    name = "google_voice_html"
    about = "Google Voice texts, calls and voicemail transcripts from Google Takeout (HTML)"

    def sniff(self, head: Head) -> float:
        """Sure by the microformats that Takeout writes."""
        return 0.94 if head.start.startswith("<") and _MARKED.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message or call once."""
        page = _Page(log)
        for element in html_elements(log, _wanted):
            item = page.read(element)
            if item:
                yield item


FORMAT = GoogleVoiceHtml()


def _wanted(element: Element) -> bool:
    return element.name == "title" or not element.classes.isdisjoint(("participants", "message", "haudio"))


@dataclass
class _Page:
    """With whom the page says that it is: its title, or the list of a group's members."""

    log: Log
    title: str = ""
    members: str = ""

    def read(self, element: Element) -> Parsed | None:
        """The message or call of an element; None for one that tells of those after it."""
        if element.name == "title":
            self.title = element.text()
        elif "participants" in element.classes:
            self.members = ", ".join(map(_person, element.all("cite")))
        elif "haudio" in element.classes:
            return self._call(element)
        else:
            return self._message(element)
        return None

    @property
    def conversation(self) -> str:
        """The members of a group, else the name in the file's name or in the title."""
        named = _NAME.search(self.log.path)
        return self.members or (named[1].strip() if named else "") or self._other() or self.log.conversation

    def _other(self) -> str:
        return re.sub(r"^(?:Me to|(?:Placed|Received|Missed) call (?:to|from)|Voicemail from)\s+", "", self.title)

    def _message(self, element: Element) -> Parsed:
        sender, quote, date = element.first("cite"), element.first("q"), element.first(".dt")
        if sender is None or date is None:
            return Rejected("a message without sender or time", element.line)
        text = quote.text() if quote else ""
        has_media = element.first(*_MEDIA) is not None
        if has_media and text in _PLACEHOLDERS:
            text = ""
        return Message(
            self.conversation,
            _person(sender),
            text,
            read_timestamp(date.get("title")),
            self.log.path,
            element.line,
            kind="media" if has_media or not text else "text",
        )

    def _call(self, element: Element) -> Parsed:
        """A call or voicemail; the transcript of a voicemail is what the caller said."""
        other, date = element.first(".contributor"), element.first(".published")
        if other is None or date is None:
            return Rejected("a call without the other side or time", element.line)
        placed = any(link.get("href").endswith("#placed") for link in element.all("a"))
        said = element.first(".full-text")
        person = _person(other)
        return Message(
            person if _NAME.search(self.log.path) is None else self.conversation,
            _OWNER if placed else person,
            said.text() if said else "",
            read_timestamp(date.get("title")),
            self.log.path,
            element.line,
            kind="call",
            addressee=person if placed else _OWNER,
        )


def _person(element: Element) -> str:
    """A name, else a telephone number."""
    name, number = element.first(".fn"), element.first(".tel")
    shown = name.text().strip() if name else ""
    called = number.get("href").removeprefix("tel:").strip() if number else ""
    return shown or called or UNKNOWN
