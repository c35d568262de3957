"""Mattermost's bulk export: JSON lines, each with its type, teams and channels before the posts.

Source: Mattermost's "Bulk loading data format" and "Bulk export". A post's replies are nested in it; they take no line
of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import decoded
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.formats.leak_objects import Found, objects
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_POSTS = ("post", "direct_post")
_TYPED = re.compile(r'\{\s*"type"\s*:\s*"(\w+)"\s*,\s*"(\w+)"\s*:')
# Before posts had types, the server wrote these in the name of the user.
_JOINED = re.compile(
    r"\S+ (?:(?:has )?(?:joined|left) the (?:channel|team)|(?:was )?(?:added to|removed from) the (?:channel|team)"
    r"(?: by \S+)?)\.?"
)


class MattermostJsonl:
    """The posts of a server's teams and its direct messages."""

    name = "mattermost_jsonl"
    about = "Mattermost's bulk export (JSON lines of teams, channels, users and posts)"

    def sniff(self, head: Head) -> float:
        """Sure where a line names its type and holds an object of that name."""
        lines = head.lines[:20]
        typed = [match for match in map(_TYPED.match, lines) if match and match[1] in (match[2], "version")]
        return 0.96 if lines and len(typed) * 2 > len(lines) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once, and the replies of its post after it."""
        channels = _Channels()
        for found in objects(log.lines(), log.limits.item_characters):
            yield from _read(log, channels, found)


FORMAT = MattermostJsonl()


@dataclass
class _Channels:
    """What teams and channels are called where people see them."""

    names: dict[str, str] = field(default_factory=dict)

    def learn(self, kind: str, fields: Fields) -> None:
        shown = first_text(fields.get("display_name"), fields.get("name"))
        self.names[_key(kind, fields.get("team") if kind == "channel" else "", fields.get("name"))] = shown

    def title(self, post: Fields) -> str:
        """`team / channel`, or the people of a direct conversation."""
        if members := [as_text(member) for member in as_list(post.get("channel_members"))]:
            return ", ".join(members)
        team, channel = as_text(post.get("team")), as_text(post.get("channel"))
        shown = self.names.get(_key("team", "", team), team), self.names.get(_key("channel", team, channel), channel)
        return " / ".join(filter(None, shown))


def _key(kind: str, team: object, name: object) -> str:
    return "\n".join((kind, as_text(team), as_text(name)))


def _read(log: Log, channels: _Channels, found: Found) -> Iterator[Parsed]:
    line = as_object(found.value)
    kind = as_text(line.get("type"))
    fields = line.get(kind)
    if not kind or (kind in _POSTS and not isinstance(fields, dict)):
        yield Rejected(found.reason or "a line without a type and its object", found.line, found.lines)
    elif kind not in _POSTS:
        if kind in ("team", "channel"):
            channels.learn(kind, as_object(fields))
        name = as_object(fields)
        told = first_text(name.get("display_name"), name.get("username"), name.get("name"))
        yield Notice(f"{kind} {told}".strip(), found.line, found.lines)
    else:
        yield from _posts(log, channels.title(as_object(fields)), as_object(fields), found)


def _posts(log: Log, title: str, post: Fields, found: Found) -> Iterator[Parsed]:
    yield _post(log, title, post, found)
    for reply in as_list(post.get("replies")):
        nested = _post(log, title, as_object(reply), found)
        yield replace(nested, lines=0)


def _post(log: Log, title: str, post: Fields, found: Found) -> Parsed:
    if not {"message", "user", "create_at"} & post.keys():
        return Rejected("a post without a user and a message", found.line, found.lines)
    moment, text = read_timestamp(post.get("create_at")), as_text(post.get("message"))
    kind, form, props = "text", as_text(post.get("type")), _props(post)
    if form.startswith("system_") or (not form and _JOINED.fullmatch(text)):
        return Notice(text, found.line, found.lines, moment)
    text = text or _attached(props)
    if not text or post.get("attachments"):
        kind = "media"
    speaker = first_text(props.get("override_username"), post.get("user"), UNKNOWN)
    kind = "action" if form == "me" else kind
    return Message(title or log.conversation, speaker, text, moment, log.path, found.line, found.lines, kind=kind)


def _props(post: Fields) -> Fields:
    """What integrations add, as an object or as its text."""
    props = post.get("props")
    return as_object(decoded(props.encode("utf-8", "replace")) if isinstance(props, str) else props)


def _attached(props: Fields) -> str:
    lines = []
    for attachment in map(as_object, as_list(props.get("attachments"))):
        lines += [as_text(attachment.get(key)) for key in ("pretext", "title")]
        lines.append(first_text(attachment.get("text"), attachment.get("fallback")))
    return "\n".join(filter(None, lines))
