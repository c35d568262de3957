"""Who discussed which people, organisations and sums of money, from any folder of chat logs.

The trip in Python is that of the command line: `read` -> `tag` -> `resolve` or `table`.

>>> import chatmine
>>> messages = chatmine.read(["samples/founding"])                # doctest: +SKIP
>>> tagged = list(chatmine.tag(messages, chatmine.load()))        # doctest: +SKIP
>>> chatmine.table("who-what", tagged)                            # doctest: +SKIP

Each is loaded when it is first asked for, so that whoever needs one does not wait for all.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatmine.engine import Filters as Filters
    from chatmine.engine import table as table
    from chatmine.entities import Rule as Rule
    from chatmine.entities import resolve as resolve
    from chatmine.nlp.money import money as money
    from chatmine.nlp.pipeline import load as load
    from chatmine.nlp.tagging import tag as tag
    from chatmine.reading import read as read
    from chatmine.records import Mention as Mention
    from chatmine.records import Message as Message
    from chatmine.records import Money as Money

__version__ = "0.1.0"

_HOMES = {
    "read": "reading", "load": "nlp.pipeline", "tag": "nlp.tagging", "resolve": "entities", "table": "engine",
    "money": "nlp.money", "Message": "records", "Mention": "records", "Money": "records", "Filters": "engine",
    "Rule": "entities",
}  # fmt: skip
__all__ = ["Filters", "Mention", "Message", "Money", "Rule", "load", "money", "read", "resolve", "table", "tag"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'chatmine' has no attribute {name!r}")
    return getattr(import_module(f"chatmine.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
