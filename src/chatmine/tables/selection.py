"""Which entities a table has rows for."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Selection:
    """What is counted of what was found.

    `types` are labels; `entities` are names or `*` patterns in any case, of an entity or of any of its written forms;
    entities with fewer than `min_mentions` mentions in all are left out.
    """

    types: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    min_mentions: int = 1

    def of_type(self, label: str) -> bool:
        """Whether entities of this label are counted."""
        return not self.types or label in self.types

    def named(self, names: Iterable[str]) -> bool:
        """Whether one of these names was asked for."""
        return not self.entities or any(_fits(name, wanted) for name in names for wanted in self.entities)


def _fits(name: str, wanted: str) -> bool:
    name, wanted = name.casefold(), wanted.casefold()
    return name == wanted or fnmatchcase(name, wanted)


EVERYTHING = Selection()
