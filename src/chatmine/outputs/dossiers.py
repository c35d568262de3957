"""A dossier for people: on a terminal, as Markdown, and as JSON. What strangers wrote stays text, never mark-up.

`about` is how it was made: the program, the pipeline, the filters, the account and the inputs with their hashes. JSON
has all of it, Markdown the hashes of the files that it quotes.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from chatmine.errors import UsageError
from chatmine.outputs.harmless import one_line
from chatmine.outputs.markdown import escaped, made

if TYPE_CHECKING:
    from rich.text import Text

    from chatmine.dossier import Counts, Dossier, Line

About = dict[str, Any]
Write = Callable[["Dossier", TextIO, About], None]

_BARS = " ▁▂▃▄▅▆▇█"
_MOST = 12  # names in a line of counts; JSON has all
_LONGEST = 600  # characters of a message
_TITLES = {
    "speakers": "Mentioned by", "partners": "Heard by", "named_with": "Named with", "sums": "Sums near it",
    "conversations": "Conversations",
}  # fmt: skip


def writer_of(name: str) -> Write:
    """The function that writes a dossier in this format.

    Raises:
        UsageError: dossiers have no such format; the text lists those they have.
    """
    if name not in _WRITERS:
        raise UsageError(f"a dossier has no format {name!r}; choose from {', '.join(_WRITERS)}")
    return _WRITERS[name]


def sparkline(counts: list[int]) -> str:
    """Counts as bars; only nothing is no bar.

    >>> sparkline([0, 1, 4, 8])
    ' ▁▄█'
    """
    most = max(counts, default=0) or 1
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in counts)


def write_json(dossier: "Dossier", stream: TextIO, about: About) -> None:
    """Write one object; texts are true to the last character."""
    record = {**asdict(dossier), **about}
    record["variants"] = [
        dict(zip(("name", "mentions", "reason", "source"), each, strict=True)) for each in dossier.variants
    ]
    for column in _TITLES:
        record[column] = [{"name": name, "mentions": count} for name, count in getattr(dossier, column)]
    stream.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def write_md(dossier: "Dossier", stream: TextIO, about: About) -> None:
    """Write Markdown."""
    stream.write(f"# {escaped(dossier.entity)}\n\n{escaped(_headline(dossier))}\n\n")
    if len(dossier.over_time) > 1:
        stream.write(f"`{sparkline(dossier.over_time)}`\n\n")
    stream.write("## Written as\n\n| name | mentions | why | first |\n| --- | --- | --- | --- |\n")
    for cells in dossier.variants:
        stream.write(f"| {' | '.join(escaped(str(cell)) for cell in cells)} |\n")
    stream.write("\n")
    for title, counts in _listed(dossier):
        stream.write(f"**{title}:** {escaped(_counted(counts))}\n\n")
    for passage in dossier.passages:
        stream.write(f"## {escaped(passage.source)}\n\n")
        for line in passage.lines:
            stream.write(f"- {''.join(_md_parts(line))}\n")
        stream.write("\n")
    _write_made(dossier, stream, about)


def _write_made(dossier: "Dossier", stream: TextIO, about: About) -> None:
    """How it was made, at its end."""
    inputs = about.get("inputs", ())
    quoted = [each for each in inputs if any(passage.source.startswith(each["path"]) for passage in dossier.passages)]
    stream.write("## Made from\n" if about else "")
    stream.write(made({name: value for name, value in about.items() if name != "inputs"}))
    stream.write("\n" if quoted else "")
    for each in quoted:
        stream.write(f"- {escaped(each['path'])} (sha256 {each['sha256']})\n")


def _md_parts(line: "Line") -> Iterator[str]:
    yield f"{escaped(line.timestamp)} {escaped(line.speaker)}: ".lstrip()
    for text, marked in _parts(line):
        yield f"**{escaped(text)}**" if marked else escaped(text)


def write_table(dossier: "Dossier", stream: TextIO, _: About) -> None:
    """Print it for a person: in colour and wrapped on a terminal, each message in one line anywhere else."""
    from rich.text import Text

    from chatmine.outputs.plain_console import PlainConsole

    console = PlainConsole(stream, soft_wrap=not stream.isatty())
    console.print(Text(one_line(dossier.entity), style="bold"), Text(one_line(_headline(dossier))))
    if len(dossier.over_time) > 1:
        # Where there is no more than one time the bars follow the order of the log.
        start, end = (dossier.first[:10], dossier.last[:10]) if dossier.first != dossier.last else ("", "")
        console.print(Text(f"{start} {sparkline(dossier.over_time)} {end}".strip()))
    console.print(Text("\nWritten as", style="bold"))
    for name, count, reason, source in dossier.variants:
        console.print(Text(one_line(f"  {name}  {count}  {reason or 'its name'}  {source}")))
    for title, counts in _listed(dossier):
        console.print(Text(f"\n{title}", style="bold"), Text(one_line(_counted(counts))), sep="  ")
    for passage in dossier.passages:
        console.print(Text(f"\n{one_line(passage.source)}", style="bold"))
        for line in passage.lines:
            console.print(_rich_line(line))


def _rich_line(line: "Line") -> "Text":
    from rich.text import Text

    text = Text("> " if line.marks else "  ")
    text.append(one_line(f"{line.timestamp} {line.speaker}: ".lstrip()), style="dim")
    for part, marked in _parts(line):
        text.append(one_line(part.replace("\n", " ")), style="bold reverse" if marked else "")
    return text


def _parts(line: "Line") -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it names the entity; of a very long message what stands around a name."""
    begin = max(line.marks[0][0] - _LONGEST // 2, 0) if line.marks and len(line.text) > _LONGEST else 0
    end = begin + _LONGEST
    yield "…" if begin else "", False
    at = begin
    for start, stop in line.marks:
        if start >= end:
            break
        yield line.text[at:start], False
        yield line.text[start:stop], True
        at = stop
    yield line.text[at : max(end, at)], False
    yield "…" if end < len(line.text) else "", False


def _headline(dossier: "Dossier") -> str:
    when = f", {dossier.first} to {dossier.last}" if dossier.first else ", undated"
    part = "; takes part in the conversations" if dossier.takes_part else ""
    return f"{dossier.type}: {dossier.mentions} mentions in {dossier.messages} messages{when}{part}"


def _listed(dossier: "Dossier") -> Iterator[tuple[str, "Counts"]]:
    for column, title in _TITLES.items():
        if counts := getattr(dossier, column):
            yield title, counts


def _counted(counts: "Counts") -> str:
    more = f", and {len(counts) - _MOST} more" if len(counts) > _MOST else ""
    return ", ".join(f"{name} {count}" for name, count in counts[:_MOST]) + more


_WRITERS: dict[str, Write] = {"table": write_table, "md": write_md, "json": write_json}
