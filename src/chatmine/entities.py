"""Entities: which mentions name the same thing, and what it is called.

Two written forms are one entity where they differ only in case, width, accents, punctuation, spacing, a possessive or a
legal ending. A short form joins a full one only inside one conversation, and only where exactly one full form fits.
Nothing is ever joined by sound, by romanisation, or by a shared word across conversations.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from chatmine.records import MONEY, ORG, PERSON, Mention

Form = tuple[str, str]  # label and key


@dataclass
class Entities:
    """Learns the written forms of names, then says which entity a mention belongs to."""

    _forms: dict[Form, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _in_conversation: dict[str, set[Form]] = field(default_factory=lambda: defaultdict(set))
    _joined: dict[tuple[str, Form], Form] = field(default_factory=dict)
    _names: dict[Form, str] = field(default_factory=dict)

    def learn(self, mention: Mention) -> None:
        """Take note of one mention; all must be known before `entity` is asked."""
        if mention.label == MONEY:
            return
        form = (mention.label, key(mention.name, mention.label))
        self._forms[form][mention.name] += 1
        self._in_conversation[mention.message.conversation].add(form)

    def settle(self) -> "Entities":
        """Decide which forms are one: after the last `learn`, before the first `entity`."""
        for conversation, forms in self._in_conversation.items():
            for short, full in _short_to_full(forms):
                self._joined[conversation, short] = full
        self._names = {form: _canonical(names) for form, names in self._forms.items()}
        return self

    def entity(self, mention: Mention) -> str:
        """The name under which this mention is counted: a sum's normal form, or the fullest frequent written form."""
        if mention.label == MONEY:
            return mention.money.entity if mention.money else mention.name.casefold()
        form = (mention.label, key(mention.name, mention.label))
        return self._names[self._joined.get((mention.message.conversation, form), form)]


def resolve(mentions: Iterable[Mention]) -> Entities:
    """The entities of these mentions.

    >>> from chatmine.records import Message
    >>> message = Message("deals", "Ann", "")
    >>> said = [Mention(message, "PERSON", 0, 0, name) for name in ("Jens Stoltenberg", "stoltenberg")]
    >>> [resolve(said).entity(mention) for mention in said]
    ['Jens Stoltenberg', 'Jens Stoltenberg']
    """
    entities = Entities()
    for mention in mentions:
        entities.learn(mention)
    return entities.settle()


@lru_cache(maxsize=1 << 16)
def key(name: str, label: str) -> str:
    """What two written forms of one name have in common.

    >>> key("The  MERIDIAN-Freight Co., Ltd.", "ORG") == key("Meridian Freight", "ORG")
    True
    >>> key("José Muñoz’s", "PERSON"), key("王植", "PERSON") == key("王質", "PERSON")
    ('jose munoz', False)
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    folded = re.sub(r"['’]s?$", "", folded.strip())
    words = "".join(char if char.isalnum() else "" if char in "'’.·・" else " " for char in _without_accents(folded))
    bare = " ".join(words.split())
    if label == ORG:
        bare = _without_legal_ending(bare.removeprefix("the ")) or bare
    return bare or folded


def _without_accents(text: str) -> str:
    """Latin letters without their accents; marks of other scripts are letters there and stay."""
    if text.isascii():
        return text
    plain = (char for char in unicodedata.normalize("NFD", text) if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", "".join(plain))


def _without_legal_ending(name: str) -> str:
    spaced, glued = _legal_endings()
    changed = True
    while changed:
        words = name.split()
        keep = next(
            (len(words) - n for n in (3, 2, 1) if len(words) > n and " ".join(words[-n:]) in spaced), len(words)
        )
        shorter = " ".join(words[:keep])
        shorter = next((shorter[: -len(end)] for end in glued if shorter.endswith(end) and shorter != end), shorter)
        changed, name = shorter != name, shorter
    return name


@cache
def _legal_endings() -> tuple[frozenset[str], tuple[str, ...]]:
    """Endings that are words of their own, and those that Chinese and its neighbours write without a space."""
    lines = resources.files("chatmine").joinpath("data/legal_endings.txt").read_text("utf-8").splitlines()
    endings = [line for line in lines if line and not line.startswith("#")]
    glued = sorted((ending for ending in endings if ending[0] >= "\u2e80"), key=len, reverse=True)
    return frozenset(endings), tuple(glued)


def _short_to_full(forms: set[Form]) -> Iterable[tuple[Form, Form]]:
    """Each short form of a conversation with its full one, where exactly one fits."""
    for label, bare in forms:
        if label != PERSON or " " in bare or not bare.isascii() or len(bare) < 3:
            continue
        fits = [form for form in forms if form[0] == label and bare in form[1].split() and form[1] != bare]
        if len(fits) == 1:
            yield (label, bare), fits[0]


def _canonical(names: Counter[str]) -> str:
    """The fullest of the frequent written forms, in its tidiest case."""
    most = max(names.values())
    frequent = [name for name, count in names.items() if count * 3 >= most]
    tidy = [name for name in frequent if not name.islower() and not name.isupper()] or frequent
    best = max(tidy, key=lambda name: (len(name), names[name], name))
    return re.sub(r"['’]s$", "", best)
