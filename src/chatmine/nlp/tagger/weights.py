"""The files that a network is made of, as they lie in a pipeline's folder."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path


class Weights(ABC):
    """What is made of the files of one folder, which are kept so that they can be written again."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        try:
            self._files = {name: (folder / name).read_bytes() for name in names}
            self._load(folder)
        except Exception as error:  # the libraries raise what they like
            raise ValueError(f"the tagger's weights in {folder} cannot be read: {error}") from error

    @abstractmethod
    def _load(self, folder: Path) -> None:
        """Make of the files what is needed of them."""

    def to_disk(self, folder: Path) -> None:
        """Write what was read."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            (folder / name).write_bytes(content)
