"""Read the lexicon and the weights of Baidu's LAC (Apache-2.0), from which the Chinese tagger starts.

The source archive of the package `lac` 2.1.2 holds them: a table of 58,000 words and characters, two layers of gated
recurrent units in both directions, and an output layer. The layout of a tensor file is Paddle's: a version, the levels
of detail, another version, a protocol buffer with type and dimensions, then the numbers.
"""

import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

FOLDER = "LAC-2.1.2/LAC/lac_model"
UNKNOWN = "OOV"


@dataclass(frozen=True)
class Lac:
    """What the archive holds; `replaced` says under which other word LAC looks a word up."""

    rows: dict[str, int]
    replaced: dict[str, str]
    segments: frozenset[str]
    tags: dict[str, int]
    tensors: dict[str, Array]

    def row(self, word: str) -> int:
        """The row of a word in `tensors["word_emb"]`."""
        return self.rows.get(self.replaced.get(word, word), self.rows[UNKNOWN])


def read_lac(archive: Path) -> Lac:
    """Read the archive as `pip download --no-deps lac` leaves it."""
    with tarfile.open(archive) as files:
        content = {
            member.name.removeprefix(f"{FOLDER}/"): files.extractfile(member).read()  # type: ignore[union-attr]
            for member in files
            if member.isfile() and member.name.startswith(FOLDER)
        }
    tables = {name: _pairs(content[f"conf/{name}.dic"].decode("utf-8")) for name in ("word", "tag", "q2b")}
    return Lac(
        rows={word: int(row) for row, word in tables["word"]},
        replaced=dict(tables["q2b"]),
        segments=frozenset(line.split(" ")[0] for line in content["conf/small_seg.dic"].decode("utf-8").splitlines()),
        tags={tag: int(number) for number, tag in tables["tag"]},
        tensors={
            name.removeprefix("model/"): read_tensor(data)
            for name, data in content.items()
            if name.startswith("model/") and name != "model/__model__"
        },
    )


def _pairs(table: str) -> list[tuple[str, str]]:
    pairs = (line.split("\t") for line in table.splitlines())
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]


def read_tensor(data: bytes) -> Array:
    """One tensor of 32-bit floats.

    Raises:
        ValueError: it is something else.
    """
    position = 4
    levels = int.from_bytes(data[position : position + 8], "little")
    position += 8
    for _ in range(levels):
        position += 8 + int.from_bytes(data[position : position + 8], "little")
    position += 4
    size = int.from_bytes(data[position : position + 4], "little")
    position += 4
    dimensions = _dimensions(data[position : position + size])
    return np.frombuffer(data, dtype="<f4", offset=position + size).reshape(dimensions)


def _dimensions(message: bytes) -> list[int]:
    """Field 1 of the message is the type (5 for floats), field 2 a dimension."""
    numbers = _varints(message)
    fields = [(key >> 3, value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)]
    if (1, 5) not in fields:
        raise ValueError("not a tensor of 32-bit floats")
    return [value for field, value in fields if field == 2]


def _varints(message: bytes) -> list[int]:
    numbers, number, shift = [], 0, 0
    for byte in message:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(number)
            number = shift = 0
    return numbers
