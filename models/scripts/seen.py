"""Write which names training saw into the pipeline's folder, as hashes, so that `chatmine evaluate` can tell."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from chatmine.evaluation import Seen
from chatmine.nlp.tagger.decoding import LABELS


def names_in(path: Path) -> Iterator[str]:
    """The names that are marked in a file of packs."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for message in json.loads(line)["messages"]:
                yield from names_of(message["words"], message["labels"])


def names_of(words: list[str], labels: list[int]) -> Iterator[str]:
    """The names of a message.

    >>> list(names_of(["ask", "Ann", "Lee", "of", "NATO"], [0, 1, 3, 0, 8]))
    ['Ann Lee', 'NATO']
    """
    name: list[str] = []
    for word, number in zip(words, labels, strict=True):
        place = LABELS[number][0] if number >= 0 else "O"
        name = [] if place in "BU" else name
        name.append(word)
        if place in "LU":
            yield " ".join(name)


def main(
    pipeline: Annotated[Path, typer.Argument(help="The pipeline's folder.")],
    packs: Annotated[list[Path], typer.Argument(help="The packs that it was trained on.")],
) -> None:
    """Write the hashes."""
    seen = Seen.of(name for path in packs for name in names_in(path))
    seen.write(pipeline)
    print(f"{pipeline}: {len(seen)} names")


if __name__ == "__main__":
    typer.run(main)
