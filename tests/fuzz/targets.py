"""What is fuzzed: each target makes one input out of chance and checks it; a failed check is a finding."""

import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.fuzz.cells import check_cells, random_cell
from tests.fuzz.checks import check_detect, check_money, check_parse, check_read, log_of
from tests.fuzz.edits import Edit, edited, random_edits
from tests.fuzz.seeds import Seed, seeds
from tests.fuzz.sums import random_message

from chatmine.formats import by_name, formats


@dataclass(frozen=True)
class Input:
    """One input: what it belongs to, its bytes, and the check that it must pass."""

    target: str
    content: bytes
    check: Callable[[], None]


def format_input(random: Random, root: Path) -> Input:
    """A mutated sample for its own format, or now and then for another; rarely its neighbours are mutated too."""
    seed, other = random.choice(seeds(root)), random.choice(seeds(root))
    content = edited(seed.content, random_edits(random), other.content)
    form = random.choice(formats()).name if random.random() < 0.1 else seed.format
    beside = partial(_mutated_beside, seed, random_edits(random)) if random.random() < 0.2 else seed.beside
    return Input(form, content, lambda: check_parse(by_name(form), log_of(content, seed.name, beside)))


def _mutated_beside(seed: Seed, edits: list[Edit], name: str) -> bytes | None:
    content = seed.beside(name)
    return content and edited(content, edits, seed.content)


def detect_input(random: Random, root: Path) -> Input:
    """A mutated sample that all formats bid on."""
    seed, other = random.choice(seeds(root)), random.choice(seeds(root))
    content = edited(seed.content, random_edits(random), other.content)
    return Input("detect", content, lambda: check_detect(log_of(content, seed.name)))


def read_input(random: Random, root: Path) -> Input:
    """A mutated file, packed or not, read from the disk as the command line does."""
    seed, other = random.choice(seeds(root)), random.choice(seeds(root))
    pack = random.choice((*PACKERS.values(), bytes))
    content = edited(pack(seed.content), random_edits(random), other.content)
    return Input("read", content, lambda: check_read(content, Path(seed.name).name))


def money_input(random: Random, _: Path) -> Input:
    """A message with sums in it, and what an adversary makes of them."""
    text = random_message(random)
    return Input("money", text.encode("utf-8", "surrogatepass"), lambda: _check_money(text))


def _check_money(text: str) -> None:
    check_money(text)


def cells_input(random: Random, _: Path) -> Input:
    """A table of hostile cells, written and read back."""
    rows = [tuple(random_cell(random) for _ in range(3)) for _ in range(random.randrange(5))]
    return Input("outputs", repr(rows).encode("utf-8", "surrogatepass"), lambda: check_cells(rows))


def _zip(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chats/log.txt", content)
        archive.writestr("log.json", content)
    return packed.getvalue()


def _tar(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo("chats/log.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "zip": _zip,
    "tar": _tar,
    "tar.gz": lambda content: gzip.compress(_tar(content), mtime=0),
    "gz": lambda content: gzip.compress(content, mtime=0),
    "xz": lzma.compress,
}
# How many of a thousand inputs are of each target.
TARGETS: tuple[tuple[int, Callable[[Random, Path], Input]], ...] = (
    (530, format_input),
    (50, detect_input),
    (100, read_input),
    (300, money_input),
    (20, cells_input),
)
