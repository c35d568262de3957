"""signal-export's `data.json`: a message a line, on the exporting machine's clock."""

import json
from collections.abc import Callable

from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.signal_json import FORMAT


def entry(body: str, **fields: object) -> str:
    base: dict[str, object] = {
        "date": "2024-03-04T21:58:10",
        "sender": "Boss",
        "body": body,
        "quote": "",
        "sticker": None,
        "reactions": [],
    }
    return json.dumps({**base, "attachments": [], "deleted": False, "call": False, "missed": False, **fields})


LINES = "\n".join((
    entry("did Acme wire the 40k?  "),
    entry("not yet  ", sender="Me", quote="\n> did Acme", reactions=[["Boss", "👍"]]),
    entry("look (attachment not exported)", attachments=[{"name": "a.jpg"}]),
    entry("", deleted=True),
    entry("Incoming voice call", call=True),
    entry("", sticker="(( 🐟 ))", sender=None),
    "{broken",
))  # fmt: skip


def test_quotes_reactions_and_placeholders_are_no_words(memory_log: Callable[..., MemoryLog]) -> None:
    assert told(FORMAT, memory_log(LINES))[:6] == [
        "21:58 Boss: did Acme wire the 40k?",
        "21:58 Me: not yet",
        "21:58 Boss (media): look",
        "21:58 Boss (deleted):",
        "21:58 Boss (call):",
        "21:58 (unknown) (media):",
    ]
    assert told(FORMAT, memory_log(LINES))[6].startswith("?? broken JSON")


def test_the_clock_has_no_zone_and_the_folder_is_the_chat(memory_log: Callable[..., MemoryLog]) -> None:
    first = messages(FORMAT, memory_log(LINES, conversation="Port Team"))[0]
    assert (str(first.timestamp), first.conversation, first.line) == ("2024-03-04 21:58:10", "Port Team", 1)
