"""Slack's mark-up as the text that people saw: `<@U1> owes <https://a.example|Acme> &amp; me` -> `@Ann owes Acme & me`.

Source: Slack's "Formatting text for app surfaces" and "rich text block". Only the brackets and the three entities are
mark-up that a reader does not see; asterisks and emoji codes stay as typed.
"""

import re
from collections.abc import Iterator

from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.formats.slack_names import Names

_MARKED = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_DEEPEST = 12
_Block = object


def plain_text(text: str, names: Names) -> str:
    """The text with ids as names, links as their labels, and entities as signs.

    >>> plain_text("<@U1>: see <#C1|deals>, <!here> &lt;3 <http://a.example>", Names({"U1": "Ann"}))
    '@Ann: see #deals, @here <3 http://a.example'
    """
    if "<" in text:
        text = _MARKED.sub(lambda match: _shown(match[1], match[2], match[3] or "", names), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def _shown(sign: str, target: str, label: str, names: Names) -> str:
    if sign == "@":
        return "@" + (names.people.get(target) or label.lstrip("@") or target)
    if sign == "#":
        return "#" + (label or names.channels.get(target, target))
    if sign == "!":  # <!here>, <!subteam^S1|@crew>, <!date^1700000000^{date}|14 November>
        return label if "^" in target and label else "@" + target.removeprefix("subteam^")
    return label or target.removeprefix("mailto:")


def written(entry: Fields, names: Names) -> str:
    """What a message says: its text, else its blocks, else what a bot attached, else a comment on a file."""
    comment = as_object(entry.get("comment")).get("comment")
    marked = first_text(entry.get("text"), _lines(as_list(entry.get("blocks"))), _attached(entry), comment)
    return plain_text(marked, names)


def _attached(entry: Fields) -> str:
    lines = []
    for attachment in map(as_object, as_list(entry.get("attachments"))):
        lines += [as_text(attachment.get("pretext")), first_text(attachment.get("text"), attachment.get("fallback"))]
    return "\n".join(filter(None, lines))


def _lines(blocks: list[_Block]) -> str:
    return "\n".join(filter(None, ("".join(_pieces(block, 0)) for block in blocks)))


def _pieces(block: _Block, depth: int) -> Iterator[str]:
    """The marked-up text of a block and of what it holds; lists and quotes of a rich text are lines of their own."""
    block = as_object(block)
    kind = as_text(block.get("type"))
    if piece := _piece(kind, block):
        yield piece
    elif depth < _DEEPEST:
        yield from _pieces(block.get("text"), depth + 1)
        for number, part in enumerate(as_list(block.get("elements")) + as_list(block.get("fields"))):
            if number and as_text(as_object(part).get("type")).startswith("rich_text_"):
                yield "\n"
            yield from _pieces(part, depth + 1)


def _piece(kind: str, block: Fields) -> str:
    """The mark-up that says what one element says."""
    if kind in ("text", "plain_text"):
        return _escaped(as_text(block.get("text")))
    if kind == "mrkdwn":
        return as_text(block.get("text"))
    if kind == "link":
        return f"<{as_text(block.get('url'))}|{_escaped(as_text(block.get('text')))}>"
    if kind == "emoji":
        return f":{as_text(block.get('name'))}:"
    return next((f"<{sign}{as_text(block[key])}>" for sign, key in _REFERENCES if block.get(key)), "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_REFERENCES = (("@", "user_id"), ("#", "channel_id"), ("!", "range"), ("!subteam^", "usergroup_id"))
