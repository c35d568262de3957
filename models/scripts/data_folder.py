"""Find the folder of third-party data, and note what is in it, so that a changed corpus is converted again."""

import hashlib
import os
from pathlib import Path
from typing import Annotated

import typer

VARIABLE = "CHATMINE_DATA"
PARTS = ("ner", "names")

DataOption = Annotated[str, typer.Option(help=f"The data folder, with ner/ and names/ in it; or ${VARIABLE}.")]


def find_data(given: str) -> Path:
    """The data folder; exits with what to do where it is not set or lacks a part."""
    folder = given or os.environ.get(VARIABLE, "")
    if not folder:
        raise SystemExit(
            f"the data folder is not set: `weasel run all . --vars.data PATH`, or {VARIABLE}=PATH (see README)"
        )
    for part in PARTS:
        if not (Path(folder) / part).is_dir():
            raise SystemExit(f"{folder} has no folder {part}/ (see README, Data)")
    return Path(folder)


def main(
    output: Annotated[Path, typer.Argument(help="Write the files' names and checksums here.")],
    data: DataOption = "",
) -> None:
    """Write the checksum of every file of the data."""
    folder = find_data(data)
    files = sorted(path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}" for path in files]
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
