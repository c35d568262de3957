r"""Read the project's own labelled chats: `assets/chat/LANGUAGE/NAME.txt`.

A line is blank, `# key: value`, or `Speaker: text` with the mentions marked where they stand:

    # conversation: deal-1
    # split: train
    duan: [Boss Lu]|PERSON says [Chatham House]|ORG pays [£12k]|MONEY

`# conversation` starts a conversation and `# split: train|dev|test` says what it is for. A bracket that is no mark is
written `\[` or `\]`. The model reads the text of a message without its speaker.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

Ent = tuple[int, int, str]

SPLITS = ("train", "dev", "test")
METADATA = re.compile(r"#\s*(\w+)\s*:\s*(.*)")
SAID = re.compile(r"(?P<speaker>[^:\[\]]{1,60}): (?P<text>.*\S.*)")
PIECE = re.compile(
    r"\[(?P<surface>(?:\\[\[\]]|[^\[\]])+)\]\|(?P<label>PERSON|ORG|MONEY)(?![A-Za-z])"
    r"|\\(?P<bracket>[\[\]])|(?P<loose>[\[\]])"
)
EDGES = ' \t"“”,，。;；!！?？'


class CorpusError(ValueError):
    """A line that breaks the form above; the message says where, what and which mark."""


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    """What was said, and its mentions as character offsets into `text`."""

    text: str
    ents: list[Ent]
    split: str
    conversation: str
    speaker: str


def read_marked(marked: str) -> tuple[str, list[Ent]]:
    r"""Take the marks out of a message.

    >>> read_marked("[陆总]|PERSON 说 \\[捂脸\\]")
    ('陆总 说 [捂脸]', [(0, 2, 'PERSON')])
    """
    text, ents, position = "", [], 0
    for piece in PIECE.finditer(marked):
        text += marked[position : piece.start()]
        position = piece.end()
        if piece["loose"]:
            raise CorpusError(f"a bracket that is neither a mark nor escaped: {marked[piece.start() :][:30]!r}")
        surface = piece["bracket"] or re.sub(r"\\([\[\]])", r"\1", piece["surface"])
        if piece["label"]:
            check_surface(surface)
            ents.append((len(text), len(text) + len(surface), piece["label"]))
        text += surface
    return text + marked[position:], ents


def check_surface(surface: str) -> None:
    """A span has no space, quote or stop at its edges; `Lloyd's` is a name, so a possessive passes."""
    if surface != surface.strip(EDGES):
        raise CorpusError(f"a span with a space, quote or stop at its edge: {surface!r}")


def read_conversations(lines: Iterable[str]) -> Iterator[tuple[int, LabelledMessage | CorpusError]]:
    """Each message with its line number; a broken line comes as the error, so that a check can name them all."""
    facts: dict[str, str] = {}
    spoken = False
    for number, line in enumerate(lines, 1):
        if metadata := METADATA.fullmatch(line.strip()):
            key, value = metadata.groups()
            if key == "conversation" and spoken:  # a split holds for one conversation only
                facts.pop("split", None)
                spoken = False
            facts[key] = value
        elif line.strip():
            spoken = True
            yield number, read_message(line.rstrip("\n"), facts)


def read_message(line: str, facts: dict[str, str]) -> LabelledMessage | CorpusError:
    """One `Speaker: text` line."""
    said = SAID.fullmatch(line)
    if not said:
        return CorpusError(f"neither `# key: value` nor `Speaker: text`: {line[:60]!r}")
    if facts.get("split") not in SPLITS:
        return CorpusError(f"conversation {facts.get('conversation')!r} has no `# split: train|dev|test`")
    try:
        text, ents = read_marked(said["text"])
    except CorpusError as error:
        return error
    return LabelledMessage(text, ents, facts["split"], facts.get("conversation", ""), said["speaker"])


def read_corpus(folder: Path) -> Iterator[LabelledMessage]:
    """Every message of every file, in order of path; raises CorpusError at the first broken line."""
    for path in sorted(folder.rglob("*.txt")):
        for number, message in read_conversations(path.read_text("utf-8").splitlines()):
            if isinstance(message, CorpusError):
                raise CorpusError(f"{path}:{number}: {message}")
            yield message


def main(folder: Annotated[Path, typer.Argument(help="The corpus: LANGUAGE/NAME.txt below it.")]) -> None:
    """Check every file; count what is in them, and exit with 1 if a line is broken."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.txt")):
        for number, message in read_conversations(path.read_text("utf-8").splitlines()):
            if isinstance(message, CorpusError):
                counts["broken"] += 1
                print(f"{path}:{number}: {message}")
            else:
                counts.update([message.split, *(f"{message.split} {label}" for *_, label in message.ents)])
    print(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    sys.exit(1 if counts["broken"] else 0)


if __name__ == "__main__":
    typer.run(main)
