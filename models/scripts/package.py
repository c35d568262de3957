"""Put the trained tagger into a spaCy pipeline, and that where the project ships it, in one move.

The pipeline is the blank one with the tagger; no file names the machine that trained it.
"""

import json
import shutil
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.language import Language

from chatmine.evaluation.seen import FILE as SEEN
from chatmine.nlp.tagger.component import TAGGER, TaggerComponent

LIMIT = 30_000_000
ABOUT = "PERSON and ORG in chat messages; see the README beside this folder."


def assembled(trained: Path, blank: Path) -> Language:
    """The pipeline that spaCy's own training wrote, or the blank one with the tagger whose files these are."""
    if (trained / "config.cfg").exists():
        nlp = spacy.load(trained)
        nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
        return nlp
    nlp = spacy.load(blank)
    tagger = nlp.add_pipe(TAGGER)
    assert isinstance(tagger, TaggerComponent)  # noqa: S101
    tagger.from_disk(trained)
    return nlp


def slim(nlp: Language, folder: Path) -> None:
    """Drop the training data's words."""
    labels = [label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, [])]
    strings: list[str] = json.loads((folder / "vocab/strings.json").read_text("utf-8"))
    own = set(spacy.blank(nlp.lang or "en").vocab.strings)
    kept = sorted(own.union(labels).intersection(strings))
    (folder / "vocab/strings.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")


def replace_folder(new: Path, folder: Path) -> None:
    """Swap the folder, so that nobody reads half of one."""
    old = folder.with_name(f".{folder.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def ship(nlp: Language, trained: Path, output: Path, limit: int) -> int:
    """Slim and swap, with the names that training saw where they are known; the size in bytes, at most the limit."""
    new = output.with_name(f".{output.name}-new")
    shutil.rmtree(new, ignore_errors=True)
    nlp.to_disk(new)
    slim(nlp, new)
    if (trained / SEEN).exists():
        shutil.copy(trained / SEEN, new)
    spacy.load(new)
    size = sum(path.stat().st_size for path in new.rglob("*") if path.is_file())
    if size > limit:
        raise SystemExit(f"{new} has {size:,} bytes, more than the {limit:,} a pipeline may have")
    replace_folder(new, output)
    return size


def main(
    trained: Annotated[Path, typer.Argument(help="A trained pipeline, or the folder of a tagger's files.")],
    blank: Annotated[Path, typer.Argument(help="The blank pipeline, for its tokenizer.")],
    output: Annotated[Path, typer.Argument(help="The folder to ship the pipeline in.")],
    version: Annotated[str, typer.Option(help="The version to write into it.")],
    licence: Annotated[str, typer.Option(help="The licence to write into it.")],
) -> None:
    """Build, slim and swap; refuses a pipeline that is too large to ship."""
    nlp = assembled(trained, blank)
    nlp.meta.update(
        name=output.name, version=version, license=licence, spacy_version=">=3.8.0,<3.9.0", description=ABOUT
    )
    print(f"{output}: {ship(nlp, trained, output, LIMIT):,} bytes")


if __name__ == "__main__":
    typer.run(main)
