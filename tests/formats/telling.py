"""Parsed items as lines that a test can state: `21:58 Ann: hi`, `21:58 Ann (media): a caption`, `-- told`, `?? why`."""

from chatmine.formats import Format, Log, Parsed
from chatmine.records import Message, Notice


def told(form: Format, log: Log) -> list[str]:
    """Every item of a log in order, with its kind where it is no text."""
    return [_line(item) for item in form.parse(log)]


def messages(form: Format, log: Log) -> list[Message]:
    """The messages alone."""
    return [item for item in form.parse(log) if isinstance(item, Message)]


def _line(item: Parsed) -> str:
    if isinstance(item, Notice):
        return f"-- {item.text}"
    if not isinstance(item, Message):
        return f"?? {item.reason}"
    kind = "" if item.kind == "text" else f" ({item.kind})"
    when = f"{item.timestamp:%H:%M} " if item.timestamp else ""
    return f"{when}{item.speaker}{kind}: {item.text}".rstrip()
