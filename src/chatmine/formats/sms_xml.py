"""Text messages and calls as SMS Backup & Restore for Android backs them up: `sms-DATE.xml`, `calls-DATE.xml`.

Source: the fields that SyncTech documents. An `mms` has its text and media in parts and its people in addresses (type
137 is the sender); media are in the file as base64 and are never kept. The phone's owner is `Me`. Times are epochs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.timestamps import read_timestamp
from chatmine.formats.xml_elements import xml_elements
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_MARKED = re.compile(r"<(?:smses|allsms|calls)\b|<(?:sms|mms|call)\s[^>]{0,2000}?\b(?:address|number|date)=", re.DOTALL)
_OWNER = "Me"
_RECEIVED, _DRAFT, _SENT = "1", "3", ("2", "4", "5", "6")
_CALLED = "2"
_SENDER = "137"
_SELF = "insert-address-token"  # Android's word for the phone's own number
_NOTHING = frozenset(("", "null", "(Unknown)"))
_LAYOUT = "application/smil"
_CONTACTS = 100_000


class SmsXml:
    """The text messages or the calls of an Android phone."""

    name = "sms_xml"
    about = "SMS, MMS and calls backed up by SMS Backup & Restore (XML)"

    def sniff(self, head: Head) -> float:
        """Sure by the names of the root and of its elements."""
        return 0.95 if head.start.startswith("<") and _MARKED.search(head.text[:8192]) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message and call once; a draft was never sent and is a notice."""
        phone = _Phone(log)
        for element in xml_elements(log, lambda element: element.name in _READERS, dropped=("data",)):
            yield _READERS[element.name](phone, element)


FORMAT = SmsXml()


@dataclass
class _Phone:
    """The names of the numbers, as far as the log told them."""

    log: Log
    names: dict[str, str] = field(default_factory=dict)

    def sms(self, element: Element) -> Parsed:
        address, text = element.get("address"), _value(element, "body")
        if not address and not element.get("date"):
            return Rejected("an SMS without number and date", element.line)
        other = self._learn(address, _value(element, "contact_name", "name"))
        kind = element.get("type")
        moment = read_timestamp(element.get("date"))
        if kind == _DRAFT:
            return Notice(f"a draft to {other}: {text}", element.line, timestamp=moment)
        sent = kind in _SENT
        subject = _value(element, "subject")
        return Message(
            other,
            _OWNER if sent else other,
            f"{subject}\n{text}" if subject else text,
            moment,
            self.log.path,
            element.line,
            addressee=other if sent else "",
        )

    def mms(self, element: Element) -> Parsed:
        others = self._others(element)
        sent = element.get("msg_box") != _RECEIVED
        if not others and not element.get("date"):
            return Rejected("an MMS without numbers and date", element.line)
        text, has_media = _parts(element)
        moment = read_timestamp(element.get("date"))
        conversation = ", ".join(others.values()) or self.log.conversation
        if element.get("msg_box") == _DRAFT:
            return Notice(f"a draft to {conversation}: {text}", element.line, timestamp=moment)
        return Message(
            conversation,
            _OWNER if sent else self._sender(element, others),
            text,
            moment,
            self.log.path,
            element.line,
            kind="media" if has_media or not text else "text",
            addressee=conversation if sent and len(others) == 1 else "",
        )

    def call(self, element: Element) -> Parsed:
        number = element.get("number")
        if not number and not element.get("date"):
            return Rejected("a call without number and date", element.line)
        other = self._learn(number, _value(element, "contact_name", "name"))
        called = element.get("type") == _CALLED
        return Message(
            other,
            _OWNER if called else other,
            "",
            read_timestamp(element.get("date")),
            self.log.path,
            element.line,
            kind="call",
            addressee=other if called else _OWNER,
        )

    def _learn(self, address: str, name: str) -> str:
        """The name of a number, now or before; else the number."""
        name = name.strip()
        if name and len(self.names) < _CONTACTS:
            self.names[_key(address)] = name
        return name or self.names.get(_key(address)) or address.strip() or UNKNOWN

    def _others(self, element: Element) -> dict[str, str]:
        """The other people of an MMS, name by number; the backup lists the names in the order of the numbers."""
        addresses = [address for address in element.get("address").split("~") if address not in ("", _SELF)]
        shown = _value(element, "contact_name")
        names = [shown] if len(addresses) == 1 else shown.split(", ")
        if len(names) != len(addresses):
            names = [""] * len(addresses)
        named = zip(addresses, names, strict=True)
        return {_key(address): self._named(address, "" if name in _NOTHING else name) for address, name in named}

    def _named(self, address: str, name: str) -> str:
        return self.names.get(_key(address)) or self._learn(address, name)

    def _sender(self, element: Element, others: dict[str, str]) -> str:
        for address in element.all("addr"):
            number = address.get("address")
            if address.get("type") == _SENDER and number not in _NOTHING and number != _SELF:
                return others.get(_key(number)) or self._learn(number, "")
        return next(iter(others.values())) if len(others) == 1 else UNKNOWN


_READERS = {"sms": _Phone.sms, "mms": _Phone.mms, "call": _Phone.call}


def _value(element: Element, *attributes: str) -> str:
    """The first of the attributes that says something; Android writes `null` for nothing."""
    return next((value for value in map(element.get, attributes) if value not in _NOTHING), "")


def _key(address: str) -> str:
    """A number without what countries and people put around it, so that its spellings meet.

    >>> _key("+1 (555) 010-0123") == _key("5550100123"), _key("Bank"), _key("55501")
    (True, 'bank', '55501')
    """
    digits = re.sub(r"\D", "", address)
    return digits[-9:] if len(digits) > 4 else address.strip().casefold()


def _parts(element: Element) -> tuple[str, bool]:
    """The text of an MMS, and whether there are media in it."""
    lines, has_media = [_value(element, "sub")], False
    for part in element.all("part"):
        kind = part.get("ct").casefold()
        if kind.startswith("text/plain"):
            lines.append(_value(part, "text"))
        else:
            has_media = has_media or kind != _LAYOUT
    return "\n".join(filter(None, lines)), has_media
