"""Regular expressions compiled when first used, so that import stays light and English never pays for Chinese."""

import re
from collections.abc import Callable, Iterator

Find = Callable[..., re.Match[str] | None]
# Kana, Chinese and Hangul touch words of other scripts without a space, so for every pattern they end a word.
UNSPACED = "\u3040-\u9fff\uac00-\ud7a3"
# Without case, which these scripts do not have and which makes their ranges slow to compile.
IN_WORD = rf"(?-i:[^\W{UNSPACED}])"
LETTERS = rf"(?-i:[^\W\d_{UNSPACED}]+)"


class Pattern:
    r"""A pattern whose methods replace themselves by the compiled one's at their first call.

    Its word boundary sees ASCII words only, so that a word is found inside Chinese: 用awk打印.

    >>> digits = Pattern("[0-9]+")
    >>> digits.search("pay 50")[0], vars(digits)["match"].__name__
    ('50', 'match')
    >>> Pattern(r"\bawk\b").search("用awk打印")[0]
    'awk'
    """

    match: Find
    search: Find
    fullmatch: Find
    finditer: Callable[[str], Iterator[re.Match[str]]]
    findall: Callable[[str], list[str]]
    split: Callable[[str], list[str]]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the source."""
        self.source, self.flags = source, flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Compile at the first use of any method."""
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self.source.replace(r"\b", r"(?a:\b)"), self.flags)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        found: Callable[..., object] = getattr(self, name)
        return found
