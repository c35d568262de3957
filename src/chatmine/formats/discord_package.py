"""Discord's own data package: `messages/cID/messages.csv`, since 2024 `messages.json`, of the one who asked for it.

Source: the packages of Discord's "Request all of my data". Only the account's own messages are in it; who that is
stands in `account/user.json`, what the channels are called in `channel.json` and `index.json`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import beginning, decoded
from chatmine.formats.json_stream import ROOT, Fields, as_object, as_text, first_text, nested
from chatmine.formats.rows import read_csv
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import Message, Notice, Rejected

_COLUMNS = ("ID", "Timestamp", "Contents", "Attachments")
_HEADER = re.compile(r'"?ID"?,"?Timestamp"?,"?Contents"?,"?Attachments"?\s*$')
_INDEX = re.compile(r'\{\s*"\d{1,22}"\s*:\s*(?:"|null)')
_ACCOUNTS = ("account", "Account", "Konto", "Compte", "Cuenta", "Conta", "Аккаунт", "アカウント")
_OWNER = "Me"  # where the package was taken apart
_FIRST_SECOND = datetime(2015, 1, 1, tzinfo=UTC)  # an id counts milliseconds from here, above its 22 lowest bits


class DiscordPackage:
    """A channel's messages by the owner of the package; the files with names are known and passed over."""

    name = "discord_package"
    about = "Discord's own data package (messages.csv or messages.json, with channel.json and index.json)"

    def sniff(self, head: Head) -> float:
        """Sure by the four columns, likely for the files that hold names."""
        if _HEADER.match(head.lines[0] if head.lines else ""):
            return 0.96
        if head.start.startswith("[") and head.has_keys(*_COLUMNS[:3]):
            return 0.96
        return 0.8 if _is_sidecar(head) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every row or entry once: `line` is its line in CSV, its index in JSON."""
        start = beginning(log)
        if _HEADER.match(start.split("\n", 1)[0].rstrip()):
            yield from _rows(log, _owner_of(log))
        elif start.startswith("["):
            owner = _owner_of(log)
            for index, (_, entry) in enumerate(nested(log, (ROOT,))):
                yield _read(log, owner, as_object(entry), index, 1)
        else:
            yield from _names_only(log)


FORMAT = DiscordPackage()


@dataclass(frozen=True)
class _Owner:
    """Whose messages these are, and where they were written."""

    name: str
    conversation: str


def _is_sidecar(head: Head) -> bool:
    file = head.path.casefold()
    if _INDEX.match(head.start):
        return file.endswith("index.json")
    if file.endswith("channel.json"):
        return head.has_keys("id", "type") and not head.has_keys("messages")
    return file.endswith("user.json") and head.has_keys("id", "username", "discriminator")


def _names_only(log: Log) -> Iterator[Parsed]:
    lines = [number for number, line in log.lines() if line.strip()]
    if lines:
        yield Notice("names for the other files", lines[0], lines[-1] - lines[0] + 1)


def _owner_of(log: Log) -> _Owner:
    user = next((user for folder in _ACCOUNTS if (user := _beside(log, f"../../{folder}/user.json"))), {})
    name = first_text(user.get("global_name"), user.get("username"))
    return _Owner(name or _OWNER, _conversation(log))


def _beside(log: Log, name: str) -> Fields:
    return as_object(decoded(log.beside(name)))


def _conversation(log: Log) -> str:
    """`server / channel`, else what the index calls the channel: `Direct Message with ann`."""
    channel, index = _beside(log, "channel.json"), _beside(log, "../index.json")
    names = (as_text(as_object(channel.get("guild")).get("name")), as_text(channel.get("name")))
    folder = re.search(r"c?(\d+)[/\\][^/\\]+$", log.path)
    number = first_text(channel.get("id"), folder[1] if folder else "")
    return " / ".join(filter(None, names)) or as_text(index.get(number)) or log.conversation


def _rows(log: Log, owner: _Owner) -> Iterator[Parsed]:
    begun = False
    for row in read_csv(log.lines(), ","):
        if not begun:
            begun = True
            yield Notice(row.raw, row.line, row.lines)
        elif len(row.cells) == len(_COLUMNS):
            yield _read(log, owner, dict(zip(_COLUMNS, row.cells, strict=True)), row.line, row.lines)
        else:
            yield Rejected(f"{len(row.cells)} columns where there are {len(_COLUMNS)}", row.line, row.lines)


def _read(log: Log, owner: _Owner, entry: Fields, line: int, lines: int) -> Parsed:
    if not {"ID", "Contents"} & entry.keys():
        return Rejected("not a message: no ID and no contents", line, lines)
    text, number = as_text(entry.get("Contents")), as_text(entry.get("ID"))
    return Message(
        owner.conversation,
        owner.name,
        text,
        _moment(as_text(entry.get("Timestamp")), number),
        log.path,
        line,
        lines,
        kind="media" if entry.get("Attachments") or not text else "text",
        id=number,
    )


def _moment(written: str, number: str) -> datetime | None:
    """The time, in UTC where it says so or where the id, which holds the moment, says the same."""
    moment = read_timestamp(written)
    if moment is None or moment.tzinfo or not re.fullmatch(r"[0-9]{15,20}", number):
        return moment
    known = _FIRST_SECOND + timedelta(milliseconds=int(number) >> 22)
    aware = moment.replace(tzinfo=UTC)
    return aware if abs(aware - known) < timedelta(minutes=2) else moment
