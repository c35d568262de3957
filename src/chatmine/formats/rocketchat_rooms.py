"""What rooms and people of a Rocket.Chat export are called: the files that lie beside its messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from chatmine.formats.format import Log
from chatmine.formats.json_entries import decoded
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.formats.leak_objects import objects

_MESSAGE = re.compile(r"message(s?)(?=[^/]*$)", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """Names of rooms by id, and of people by id and by account."""

    rooms: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def names_of(log: Log) -> Names:
    """The names that lie beside the messages, in files named alike: `…_room.json`, `users.json`."""
    file = re.split(r"[/\\!]", log.path)[-1]
    rooms = [_MESSAGE.sub(rf"room{plural}", file) for plural in ("", "s")] if _MESSAGE.search(file) else []
    suffix = file.rpartition(".")[2]
    users = [f"users.{suffix}", *(name.replace("room", "user") for name in rooms)]
    users += [re.sub(r"rocketchat_rooms?", "users", name) for name in rooms]
    return _read(_first(log, rooms), _first(log, users))


def _first(log: Log, names: list[str]) -> bytes:
    return next(filter(None, map(log.beside, names)), b"")


@lru_cache(maxsize=2)
def _read(rooms: bytes, users: bytes) -> Names:
    people: dict[str, str] = {}
    for user in _entries(users):
        if name := first_text(user.get("name"), user.get("username")):
            people[as_text(user.get("_id"))] = people[as_text(user.get("username"))] = name
    return Names({as_text(room.get("_id")): _title(room) for room in _entries(rooms)}, people)


def _title(room: Fields) -> str:
    """A channel's shown name, else its name, else who writes in a direct conversation."""
    accounts = ", ".join(as_text(account) for account in as_list(room.get("usernames")))
    return first_text(room.get("fname"), room.get("name"), accounts)


def _entries(content: bytes) -> Iterator[Fields]:
    text = content.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text.startswith("["):
        yield from (as_object(found.value) for found in objects(enumerate(text.split("\n"), 1)))
        return
    yield from map(as_object, as_list(decoded(content)))
