"""Patterns that are compiled when they are first asked for: most files ask for few of those that a format has."""

import re
from functools import cached_property


class Late:
    r"""A pattern with the two ways to ask that formats have.

    >>> Late(r"\d+").match("12 monkeys")[0], Late("x").search("abc")
    ('12', None)
    """

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning, if there is one."""
        return self._compiled.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, if there is one."""
        return self._compiled.search(text)
