"""Every limit on what is read, in one table. What was read until a limit was met counts, and the reason is named.

A limit is enforced on what is really there while it is read: what headers say about sizes is never believed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from chatmine.errors import UsageError

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
_UNITS = {"": 1, "K": KIB, "M": MIB, "G": GIB}


@dataclass(frozen=True)
class Limits:
    """How far hostile input may go; whoever trusts a file can raise any of them (`--cap NAME=VALUE`).

    | limit | holds |
    | --- | --- |
    | `unpacked_bytes` | bytes that one archive unpacks to, the archives in it included |
    | `ratio` | how many times its own size an archive may unpack to, once it has unpacked `free_bytes` |
    | `free_bytes` | bytes that any archive may unpack to, however small it is |
    | `members` | members of one archive, those of the archives in it included |
    | `list_bytes` | the list of members of a zip archive, which is held in memory |
    | `name_characters` | length of a member's name |
    | `archive_depth` | archives inside archives; a compressed file counts as one |
    | `held_bytes` | an archive inside an archive, which is held in memory |
    | `piped_bytes` | what is piped in, which is held in memory; the rest is not read |
    | `neighbour_bytes` | a file of names that lies beside a log, which is loaded whole |
    | `line_characters` | length of a line; the rest of a longer one is left out |
    | `nesting` | objects and arrays around the messages of JSON, elements of XML |
    | `item_characters` | one message of JSON, HTML or XML with all its fields, each counted as 64 at least |
    """

    unpacked_bytes: int = 256 * GIB
    ratio: int = 250
    free_bytes: int = 256 * MIB
    members: int = 200_000
    list_bytes: int = 24 * MIB
    name_characters: int = 4 * KIB
    archive_depth: int = 6
    held_bytes: int = 128 * MIB
    piped_bytes: int = GIB
    neighbour_bytes: int = 64 * MIB
    line_characters: int = 16 * MIB
    nesting: int = 100
    item_characters: int = 16 * MIB


LIMITS = Limits()


def capped(settings: Iterable[str]) -> Limits:
    """The limits with these settings, each `name=value`: a number with K, M or G behind it if need be.

    >>> capped(["nesting=200", "held-bytes=1G"]).held_bytes
    1073741824

    Raises:
        UsageError: there is no such limit, or the value is no number.
    """
    return replace(LIMITS, **dict(map(_setting, settings)))


def _setting(text: str) -> tuple[str, int]:
    name, _, value = text.partition("=")
    known = {own.name.replace("_", "-"): own.name for own in fields(Limits)}
    if name.replace("_", "-") not in known:
        raise UsageError(f"there is no cap {name!r}; choose from {', '.join(known)}")
    match = re.fullmatch(r"(\d{1,18})([KMG]?)", value.upper())
    if not match:
        raise UsageError(f"--cap {text}: write a number, as in {name}=200 or {name}=64M")
    return known[name.replace("_", "-")], int(match[1]) * _UNITS[match[2]]
