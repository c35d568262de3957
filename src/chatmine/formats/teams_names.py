"""What people, teams and channels of a Microsoft Teams export are called: the files that lie around its messages."""

import re
from dataclasses import dataclass, field

from chatmine.formats.format import Log
from chatmine.formats.json_entries import decoded
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text

_USERS = ("../../users/usersList.json", "../usersList.json", "../../usersList.json", "usersList.json")
_TEAMS = ("../teamsList.json", "teamsList.json")
_DIRECT = re.compile(r"19:([0-9a-f-]{36})_([0-9a-f-]{36})@")


@dataclass(frozen=True)
class Names:
    """Names by id."""

    people: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)

    def conversation(self, entry: Fields) -> str:
        """`team / channel`, the two people of a direct chat, or the chat's id."""
        place = lowered(entry.get("channelidentity"))
        channel, chat = as_text(place.get("channelid")), as_text(entry.get("chatid"))
        if channel:
            return " / ".join(filter(None, (self.teams.get(as_text(place.get("teamid"))), self._channel(channel))))
        direct = _DIRECT.match(chat)
        pair = [self.people.get(person, "") for person in direct.groups()] if direct else []
        return ", ".join(sorted(pair)) if pair and all(pair) else chat

    def _channel(self, number: str) -> str:
        return self.channels.get(number) or number


def names_of(log: Log) -> Names:
    """The names that lie around the messages; those that are missing are missing in the result."""
    file = re.split(r"[/\\!]", log.path)[-1]
    beside = [file.replace("messages", kind, 1) if "messages" in file else "" for kind in ("channels", "teamMembers")]
    people = _read(log, (beside[1],)) | _read(log, _USERS)
    return Names(people, _read(log, _TEAMS), _read(log, (beside[0],)))


def _read(log: Log, files: tuple[str, ...]) -> dict[str, str]:
    content = next(filter(None, (log.beside(file) for file in files if file)), None)
    entries = [lowered(entry) for entry in as_list(decoded(content))]
    numbered = ((first_text(*map(entry.get, ("userid", "groupsid", "id"))), entry) for entry in entries)
    return {number: first_text(entry.get("displayname"), entry.get("name")) for number, entry in numbered if number}


def lowered(value: object) -> Fields:
    """An object's fields by their names in lower case: the export and the API differ in nothing else."""
    return {key.casefold(): inner for key, inner in as_object(value).items()}
