"""Traditional Chinese characters as simplified ones, for comparing and looking up; never for showing."""

from functools import cache
from importlib import resources


def simplified(text: str) -> str:
    """The text with each traditional character as its simplified form: one for one, so that offsets hold.

    >>> simplified("國家安全廳 Ltd"), simplified("王質") == simplified("王植")
    ('国家安全厅 Ltd', False)
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, int]:
    data = resources.files("chatmine").joinpath("data/simplified.txt").read_text("utf-8")
    traditional, simple = (line for line in data.splitlines() if not line.startswith("#"))
    return str.maketrans(traditional, simple)
