"""Keys: what two written forms of one name have in common.

Each fold takes away one thing that does not tell names apart. Accents are folded for comparison only, and nothing is
ever folded to its sound or its romanisation.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache, partial
from importlib import resources

from chatmine.han import simplified
from chatmine.records import ORG, PERSON, Mention, Money

Form = tuple[str, str, str]
"""A label, a name as it was written, and the entity where that is known from the start (a sum, a listed name)."""

Fold = Callable[[str], str]
_LONGEST_ENDING = 5  # words
_MOST_LEGAL_FORMS = 3  # one after another: `集团 有限公司`, `Co Ltd LLC`
_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_BETWEEN_WORDS = re.compile(r"(?<!\d) | (?!\d)")  # `Unit 1 1` is not `Unit 11`
_INITIALS = re.compile(r"\b(\w)\.\s?(?=\w\b)")
_POSSESSIVE = re.compile(r"['’]s?$")


def form_of(mention: Mention) -> Form:
    """The form in which this mention is counted."""
    money = mention.money
    if money is None:
        return mention.label, mention.name, mention.listed
    if money.min is None or money.max is None:
        return mention.label, mention.name, money.entity
    return mention.label, mention.name, _sum(money.currency, money.min, None if money.max is money.min else money.max)


@lru_cache(maxsize=1 << 14)
def _sum(currency: str | None, least: Decimal, most: Decimal | None) -> str:
    """The normal form of a sum, which takes long to write and is often the same."""
    return Money(0, 0, "", least, least if most is None else most, currency).entity


@lru_cache(maxsize=1 << 16)
def key(name: str, label: str) -> str:
    """What two written forms of one name have in common.

    >>> key("The  MERIDIAN-Freight Co., Ltd.", "ORG") == key("Meridian Freight", "ORG")
    True
    >>> key("José Muñoz’s", "PERSON"), key("王植", "PERSON") == key("王質", "PERSON")
    ('jose munoz', False)
    """
    return _folded(name, folds(label))


@lru_cache(maxsize=1 << 16)
def words(name: str, label: str) -> tuple[str, ...]:
    """The words of a name, folded.

    >>> words("J. P. Morgan & Co", "ORG"), words("延斯·斯托尔滕贝格", "PERSON")
    (('jp', 'morgan'), ('延斯', '斯托尔滕贝格'))
    """
    return tuple(_folded(name, folds(label)[:-1]).split())


def difference(a: str, b: str, label: str) -> str:
    """In what two forms with one key differ: the folds without which they would not be the same.

    >>> difference("NATO", "nato", "ORG"), difference("Café Rouge Ltd", "cafe rouge", "ORG")
    ('case', 'accents, legal form')
    """
    steps = folds(label)
    needed = [name for name, _ in steps if not _same(a, b, tuple(step for step in steps if step[0] != name))]
    telling = [name for name in needed if name not in {"case", "punctuation", "width", "spaces"}]
    return ", ".join(telling or needed) or "punctuation"


def _same(a: str, b: str, steps: tuple[tuple[str, Fold], ...]) -> bool:
    return _folded(a, steps) == _folded(b, steps)


def _folded(name: str, steps: tuple[tuple[str, Fold], ...]) -> str:
    name = name.strip() or name
    for _, fold in steps:
        name = fold(name) or name
    return name


@cache
def folds(label: str) -> tuple[tuple[str, Fold], ...]:
    """The folds for this label in their order, each with the word that names it in a reason."""
    of_all: tuple[tuple[str, Fold], ...] = (
        ("width", partial(unicodedata.normalize, "NFKC")),
        ("script", simplified),
        ("case", str.casefold),
        ("possessive", lambda name: _POSSESSIVE.sub("", name.strip())),
        ("accents", without_accents),
        ("punctuation", _without_punctuation),
    )
    if label == ORG:
        return (*of_all, ("article", _without_article), ("legal form", _without_legal_form), ("spaces", _squeezed))
    return (*of_all, ("spaces", partial(_BETWEEN_HAN.sub, "")))


def without_accents(text: str) -> str:
    """Latin letters without their accents; marks of other scripts are letters there and stay."""
    if text.isascii():
        return text
    plain = (char for char in unicodedata.normalize("NFD", text) if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", "".join(plain))


def _without_punctuation(text: str) -> str:
    text = _INITIALS.sub(r"\1", text)
    chars = (char if char.isalnum() or char == "+" else _INSTEAD.get(char, " ") for char in text)
    return " ".join("".join(chars).split())


_INSTEAD = {"'": "", "’": "", "&": " and "} | {chr(code): chr(code) for code in range(0x0900, 0x0E80)}


def _without_article(name: str) -> str:
    return re.sub("^the ", "", name, flags=re.IGNORECASE)


def _squeezed(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name)


def _without_legal_form(name: str) -> str:
    for _ in range(_MOST_LEGAL_FORMS):
        name = _without_one_legal_form(name)
    return name


def _without_one_legal_form(name: str) -> str:
    spaced, glued = _legal("legal_endings.txt")
    parts = name.split()
    folded = name.casefold().split()
    for count in range(min(_LONGEST_ENDING, len(parts) - 1), 0, -1):
        if " ".join(folded[-count:]) in spaced:
            return " ".join(parts[:-count])
    if ending := next((end for end in glued if name.endswith(end) and name != end), ""):
        return name.removesuffix(ending).strip()
    spaced, glued = _legal("legal_beginnings.txt")
    if len(parts) > 1 and folded[0] in spaced:
        return " ".join(parts[1:])
    beginning = next((start for start in glued if name.startswith(start) and name != start), "")
    return name.removeprefix(beginning).strip()


@cache
def _legal(file: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Legal forms that are words of their own, and those that Chinese and its neighbours write without a space."""
    forms = listed(file)
    return forms, tuple(sorted((form for form in forms if form[0] >= "\u2e80"), key=lambda form: (-len(form), form)))


@cache
def listed(file: str) -> frozenset[str]:
    """The lines of a word list in chatmine's data."""
    lines = resources.files("chatmine").joinpath(f"data/{file}").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def without_title(parts: tuple[str, ...], label: str) -> tuple[str, ...]:
    """A person's words without Mr, Dr, Frau and the like.

    >>> without_title(("mr", "smith"), "PERSON"), without_title(("don",), "PERSON")
    (('smith',), ('don',))
    """
    if label == PERSON and len(parts) > 1 and parts[0] in listed("titles.txt"):
        return without_title(parts[1:], label)
    return parts
