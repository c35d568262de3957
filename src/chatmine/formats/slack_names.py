"""The names that a Slack export keeps apart from its messages: people, channels, direct conversations."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from chatmine.formats.format import Log
from chatmine.formats.json_entries import decoded
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text

_PLACES = ("../", "")  # a day file lies in its channel's folder, a dump beside the names
_PEOPLE = ("users.json", "org_users.json")
_CHANNELS = ("channels.json", "groups.json")
_DIRECT = ("dms.json", "mpims.json")


@dataclass(frozen=True)
class Names:
    """What the ids of an export stand for; `direct` knows direct conversations by id and by folder."""

    people: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    direct: dict[str, str] = field(default_factory=dict)


def names_of(log: Log) -> Names:
    """The names that lie beside a day file or dump; those that are missing are missing in the result."""
    return _read(*(tuple(_beside(log, kind)) for kind in (_PEOPLE, _CHANNELS, _DIRECT)))


def _beside(log: Log, files: tuple[str, ...]) -> Iterator[bytes]:
    for file in files:
        content = next(filter(None, (log.beside(place + file) for place in _PLACES)), None)
        if content:
            yield content


@lru_cache(maxsize=4)  # thousands of day files share the same few
def _read(people: tuple[bytes, ...], channels: tuple[bytes, ...], direct: tuple[bytes, ...]) -> Names:
    names = {"USLACKBOT": "Slackbot"}
    names.update((number, _person(entry)) for number, entry in _entries(people))
    return Names(
        names,
        {number: as_text(entry.get("name")) or number for number, entry in _entries(channels)},
        dict(_conversations(direct, names)),
    )


def _entries(files: tuple[bytes, ...]) -> Iterator[tuple[str, Fields]]:
    for content in files:
        for entry in map(as_object, as_list(decoded(content))):  # without names the ids stand for themselves
            if number := as_text(entry.get("id")):
                yield number, entry


def _person(entry: Fields) -> str:
    """The name a person chose, else the real one, else the account's: Slack shows them in this order."""
    profile = as_object(entry.get("profile"))
    chosen = (profile.get("display_name"), profile.get("real_name"), entry.get("real_name"), entry.get("name"))
    return first_text(*chosen, entry.get("id")).strip()


def _conversations(files: tuple[bytes, ...], people: dict[str, str]) -> Iterator[tuple[str, str]]:
    for number, entry in _entries(files):
        members = ", ".join(people.get(member, member) for member in map(as_text, as_list(entry.get("members"))))
        yield number, members or number
        if folder := as_text(entry.get("name")):
            yield folder, members or folder
