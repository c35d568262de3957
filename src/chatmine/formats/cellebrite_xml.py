"""Cellebrite's reports in XML (`report.xml`, also inside UFDR archives): the chats and text messages of a phone.

A `model` of the type `InstantMessage` or `SMS` holds fields (Body, TimeStamp, Status) and parties (From, To), each with
identifier, name and whether it is the owner of the phone. A chat names its participants before its messages.
"""

import re
from collections.abc import Iterator

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.timestamps import read_timestamp
from chatmine.formats.xml_elements import xml_elements
from chatmine.records import UNKNOWN, Message, Rejected

_MARKED = re.compile(r"pa\.cellebrite\.com/report|<model type=\"(?:Chat|InstantMessage|SMS)\"")
_MESSAGES = frozenset(("InstantMessage", "SMS", "MMS"))
_PARTICIPANTS = "Participants"


class CellebriteXml:
    """The messages in a report on a phone."""

    name = "cellebrite_xml"
    about = "chats and text messages in Cellebrite's XML reports"

    def sniff(self, head: Head) -> float:
        """Sure by the namespace or the models of messages."""
        return 0.93 if head.start.startswith("<") and _MARKED.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message once, in the conversation of the participants that were named last if its sender is one."""
        conversation = ""
        for element in xml_elements(log, _wanted, dropped=("data",)):
            if element.name == "model":
                yield _read(log, conversation, element)
            else:
                conversation = ", ".join(map(_person, _parties(element)))


FORMAT = CellebriteXml()


def _wanted(element: Element) -> bool:
    if element.name == "model":
        return element.get("type") in _MESSAGES
    return element.name == "multiModelField" and element.get("name") == _PARTICIPANTS


def _read(log: Log, conversation: str, element: Element) -> Parsed:
    parties = {field.get("name"): _parties(field) for field in element.all("modelField", "multiModelField")}
    senders = parties.get("From") or [p for p in parties.get("Parties", []) if _value(p, "Role") == "From"]
    receivers = parties.get("To") or [p for p in parties.get("Parties", []) if _value(p, "Role") == "To"]
    body, time = _value(element, "Body"), _value(element, "TimeStamp")
    if not senders and not body and not time:
        return Rejected("a message without sender, text and time", element.line)
    speaker = _person(senders[0]) if senders else UNKNOWN
    people = ", ".join(map(_person, (*senders, *receivers)))
    attached = element.first("multiModelField") is not None and parties.get("Attachments") is not None
    has_media = attached or any(part.get("type") == "Attachment" for part in element.all("model"))
    return Message(
        (conversation if speaker in conversation else people) or log.conversation,
        speaker,
        body,
        read_timestamp(time),
        log.path,
        element.line,
        kind="media" if has_media or not body else "text",
        id=element.get("id"),
        addressee=_person(receivers[0]) if len(receivers) == 1 else "",
    )


def _parties(element: Element) -> list[Element]:
    return [model for model in element.all("model") if model.get("type") == "Party"]


def _value(element: Element, name: str) -> str:
    """The value of a field of this model itself, not of one inside it."""
    for part in element.parts:
        if isinstance(part, Element) and part.name == "field" and part.get("name") == name:
            return part.text(preserved=True)
    return ""


def _person(party: Element) -> str:
    """A name, else the identifier, as the phone has them."""
    return _value(party, "Name") or _value(party, "Identifier") or UNKNOWN
