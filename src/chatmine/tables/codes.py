"""Numbers for values, and columns of numbers."""

from array import array
from typing import TypeAlias, TypeVar

K = TypeVar("K")
Column: TypeAlias = "array[int]"


class Codes(dict[K, int]):
    """Numbers for values, in the order in which they come.

    >>> codes = Codes()
    >>> codes["Ann"], codes["Bob"], codes["Ann"], list(codes)
    (0, 1, 0, ['Ann', 'Bob'])
    """

    def __missing__(self, value: K) -> int:
        number = self[value] = len(self)
        return number


def column() -> Column:
    """An empty column of whole numbers."""
    return array("q")
