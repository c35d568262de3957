"""What is mutated: every sample with the format that it is in, and the files that lie beside it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath

from tests.conftest import SAMPLES

from chatmine.errors import InputError
from chatmine.formats import Head, detect


@dataclass(frozen=True)
class Seed:
    """A sample: the name of its format, where it lies below its folder, its content and all files of that folder."""

    format: str
    name: str
    content: bytes
    files: dict[str, bytes] = field(repr=False)

    def beside(self, name: str) -> bytes | None:
        """A neighbour's content, as sources give it."""
        return self.files.get(normpath(str(PurePosixPath(self.name).parent / name)))


@cache
def seeds(root: Path = SAMPLES) -> tuple[Seed, ...]:
    """All samples under a folder that are in a known format, in the order of their names."""
    paths = sorted(path for path in root.rglob("*") if path.is_file() and path.stat().st_size < 1 << 18)
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    found = ((name, _format_of(name, content)) for name, content in files.items())
    return tuple(Seed(form, name, files[name], files) for name, form in found if form)


def _format_of(name: str, content: bytes) -> str:
    try:
        return detect(Head(name, content.decode("utf-8", "replace").removeprefix("\ufeff")))[0].name
    except InputError:
        return ""
