"""Which names a pipeline was trained on, kept beside its weights as short hashes.

The file is the sorted hashes, four bytes each, of the names as they are compared: in any case, width and spacing. A
name that was never seen passes for one that was once in a hundred thousand times; the names themselves cannot be read
from the file, though whoever guesses one can find it confirmed.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

FILE = "seen_names.bin"
_BYTES = 4


class Seen:
    """The names that training saw.

    >>> seen = Seen.of(["Jens Stoltenberg"])
    >>> "jens  stoltenberg" in seen, "Jens" in seen
    (True, False)
    """

    def __init__(self, hashes: frozenset[bytes]) -> None:
        self._hashes = hashes

    @classmethod
    def of(cls, names: Iterable[str]) -> "Seen":
        """The hashes of these names."""
        return cls(frozenset(map(_hash, names)))

    def __contains__(self, name: str) -> bool:
        return _hash(name) in self._hashes

    def __len__(self) -> int:
        return len(self._hashes)

    def __or__(self, other: "Seen") -> "Seen":
        return Seen(self._hashes | other._hashes)

    def write(self, folder: Path) -> None:
        """Put the file into a pipeline's folder."""
        (folder / FILE).write_bytes(b"".join(sorted(self._hashes)))


def read_seen(folder: Path | None) -> Seen | None:
    """What a pipeline in this folder was trained on; None where nobody wrote it down."""
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return None
    content = path.read_bytes()
    return Seen(frozenset(content[at : at + _BYTES] for at in range(0, len(content), _BYTES)))


def _hash(name: str) -> bytes:
    plain = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
