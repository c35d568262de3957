"""A tagger's mistakes for people: each message among its neighbours, with what is marked and what was found."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO

from chatmine.outputs.harmless import one_line

if TYPE_CHECKING:
    from rich.text import Text

    from chatmine.evaluation import Mistake, Span
    from chatmine.records import Message

_AROUND = 300  # characters of a long message that are shown on each side of a span


def write_mistakes(mistakes: "Iterable[Mistake]", stream: TextIO) -> None:
    """Print them: in colour and wrapped on a terminal, each message in one line anywhere else."""
    from rich.text import Text

    from chatmine.outputs.plain_console import PlainConsole

    console = PlainConsole(stream, soft_wrap=not stream.isatty())
    for mistake in mistakes:
        console.print(Text(one_line(_headline(mistake)), style="bold"))
        for before in filter(None, [mistake.before]):
            console.print(_plain(before))
        console.print(_marked(mistake))
        for after in filter(None, [mistake.after]):
            console.print(_plain(after))
        console.print()


def _headline(mistake: "Mistake") -> str:
    """Such as `wrong label: shell (ORG 3-8), found PERSON  gold.jsonl:7`."""
    text, marked, found = mistake.message.text, mistake.marked, mistake.found
    if marked and found:
        where = f" {text[found[0] : found[1]]} ({_place(found)})" if marked[:2] != found[:2] else f" {found[2]}"
        told = f"{text[marked[0] : marked[1]]} ({_place(marked)}), found{where}"
    else:
        told = " ".join(f"{text[span[0] : span[1]]} ({_place(span)})" for span in (marked, found) if span)
    return f"{mistake.kind}: {told}  {mistake.message.source}"


def _place(span: "Span") -> str:
    start, end, label = span
    return f"{label} {start}-{end}"


def _plain(message: "Message") -> "Text":
    from rich.text import Text

    text = message.text[: 2 * _AROUND] + ("…" if len(message.text) > 2 * _AROUND else "")
    return Text(f"  {_line(message.speaker)}: {_line(text)}", style="dim")


def _marked(mistake: "Mistake") -> "Text":
    """The message with its spans: what is marked underlined, what was found reversed."""
    from rich.text import Text

    line = Text("> ")
    line.append(f"{_line(mistake.message.speaker)}: ", style="dim")
    for part, style in _parts(mistake):
        line.append(_line(part), style=style)
    return line


def _parts(mistake: "Mistake") -> Iterator[tuple[str, str]]:
    text = mistake.message.text
    spans = {"underline": mistake.marked, "reverse": mistake.found}
    edges = sorted({edge for span in spans.values() if span for edge in span[:2]})
    begin, end = max(0, edges[0] - _AROUND), min(len(text), edges[-1] + _AROUND)
    yield "…" if begin else "", ""
    for start, stop in pairwise([begin, *edges, end]):
        styles = [style for style, span in spans.items() if span and span[0] <= start and stop <= span[1]]
        yield text[start:stop], " ".join(["bold", *styles] if styles and start < stop else [])
    yield "…" if end < len(text) else "", ""


def _line(text: str) -> str:
    return one_line(text.replace("\n", " "))
