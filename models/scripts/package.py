"""Put a trained pipeline where the project ships it, in one move, and without what only training needed.

The words of the training data are left out of the vocabulary: the tagger hashes words and looks none of them up.
"""

import json
import shutil
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.language import Language

LIMIT = 12_000_000


def slim(nlp: Language, folder: Path) -> None:
    """Drop the training data's words."""
    labels = [label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, [])]
    strings: list[str] = json.loads((folder / "vocab/strings.json").read_text("utf-8"))
    own = set(spacy.blank(nlp.lang or "en").vocab.strings)
    kept = sorted(own.union(labels).intersection(strings))
    (folder / "vocab/strings.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")


def describe(nlp: Language, version: str, licence: str) -> None:
    """What `nlp.meta` says of the pipeline."""
    meta: dict[str, Any] = nlp.meta
    meta.update(
        name="chat",
        version=version,
        license=licence,
        spacy_version=">=3.8.0,<3.9.0",
        description="PERSON and ORG in English and Chinese chat messages; see the README beside this folder.",
    )


def forget_paths(nlp: Language) -> None:
    """Name no file of the machine that trained: whoever loads the pipeline needs none of them."""
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])


def replace_folder(new: Path, folder: Path) -> None:
    """Swap the folder, so that nobody reads half of one."""
    old = folder.with_name(f".{folder.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def main(
    trained: Annotated[Path, typer.Argument(help="The trained pipeline.")],
    output: Annotated[Path, typer.Argument(help="The folder to ship it in.")],
    version: Annotated[str, typer.Option(help="The version to write into it.")],
    licence: Annotated[str, typer.Option(help="The licence to write into it.")],
) -> None:
    """Copy, slim and swap; refuses a pipeline that is too large to ship."""
    nlp = spacy.load(trained)
    describe(nlp, version, licence)
    forget_paths(nlp)
    new = output.with_name(f".{output.name}-new")
    shutil.rmtree(new, ignore_errors=True)
    nlp.to_disk(new)
    slim(nlp, new)
    spacy.load(new)
    size = sum(path.stat().st_size for path in new.rglob("*") if path.is_file())
    if size > LIMIT:
        raise SystemExit(f"{new} has {size:,} bytes, more than the {LIMIT:,} a pipeline may have")
    replace_folder(new, output)
    print(f"{output}: {size:,} bytes")


if __name__ == "__main__":
    typer.run(main)
