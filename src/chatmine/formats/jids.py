"""Addresses of XMPP (JIDs): `user@server/resource`, in a room `room@server/nick`."""

import re

_ROOM = re.compile(r"@(?:conference|muc|chat|rooms?|groups?)\.")


def person(jid: str) -> str:
    """Who speaks: in a room the nick, elsewhere the address without the program that the person used.

    >>> person("ann@example.org/Phone"), person("deals@muc.example.org/Ann"), person("Ann"), person("a/b")
    ('ann@example.org', 'Ann', 'Ann', 'a/b')
    """
    bare, _, resource = jid.partition("/")
    if "@" not in bare or not resource:
        return jid
    return resource if _ROOM.search(bare) else bare
