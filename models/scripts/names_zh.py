"""Other names for those in Chinese messages: as `names.py` has them, and foreign names and places from a word list.

The list is the dictionary of jieba (MIT), with a part of speech for each word: `nrt` is a foreign name in Chinese
sounds, `ns` a place, `nt` a body. Places are exchanged too, though no label is theirs: they are what a foreign name in
Chinese sounds is most easily mistaken for.
"""

import re
import tarfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from guide import Ent
from names import Names

PLACE = "PLACE"
HAN = re.compile("[\u4e00-\u9fff·]+")
DICTIONARY = "jieba/dict.txt"
LISTED_BODIES, LISTED_COMPANIES, FULL_FOREIGN, TITLED = 0.15, 0.35, 0.4, 0.35
BODIES = ("局", "院", "部", "会", "社", "队", "大学", "公司", "集团", "银行", "中心", "组织", "学会", "协会", "馆")

Chosen = dict[tuple[str, str], str]  # what stands for a name, by name and label


@dataclass(frozen=True)
class HanNames:
    """The names to choose from."""

    names: Names
    foreign: list[str]
    places: list[str]
    bodies: list[str]

    def swap(self, text: str, spans: list[Ent], random: Random, share: float, chosen: Chosen) -> tuple[str, list[Ent]]:
        """The message with that share of its names and places exchanged, and the spans of the names.

        `chosen` is what has been put for which name before; it is added to.
        """
        new, moved, position = "", [], 0
        for start, end, label in sorted(spans):
            new += text[position:start]
            old, position = text[start:end], end
            if (old, label) not in chosen:
                chosen[old, label] = self.other(old, label, random) if random.random() < share else old
            surface = chosen[old, label]
            if label != PLACE:
                moved.append((len(new), len(new) + len(surface), label))
            new += surface
        return new + text[position:], moved

    def other(self, old: str, label: str, random: Random) -> str:
        """A name of the same kind."""
        if not HAN.fullmatch(old):
            return old if label == PLACE else self.latin(old, label, random)
        if label == PLACE:
            return random.choice(self.places) if len(old) > 1 else old
        if label == "PERSON":
            return self.person(old, random)
        chance = random.random()
        if chance < LISTED_BODIES:
            return random.choice(self.bodies)
        if chance < LISTED_BODIES + LISTED_COMPANIES and len(old) < 6:
            return random.choice(self.names.han_companies)
        return self.names.organisation(old, random)

    def latin(self, old: str, label: str, random: Random) -> str:
        """A name in Latin letters."""
        return self.names.person(old, random) if label == "PERSON" else self.names.organisation(old, random)

    def person(self, old: str, random: Random) -> str:
        """A foreigner for a foreigner, else a Chinese name, at times a rarer one with a title."""
        if self.is_foreign(old):
            return self.foreigner(random)
        han = self.names.words["han"]
        if len(old) < 4 and random.random() < TITLED:
            titles: list[str] = han["titles"] + han["more_titles"]
            return random.choice(han["surnames"] + han["rare_surnames"]) + random.choice(titles)
        return self.names.person(old, random)

    def is_foreign(self, name: str) -> bool:
        """Whether a name of at least three characters is not that of a Chinese person."""
        han = self.names.words["han"]
        surnames = han["surnames"] + han["traditional"] + han["rare_surnames"]
        return "·" in name or (len(name) > 2 and name[0] not in surnames and name[0] not in han["prefixes"])

    def foreigner(self, random: Random) -> str:
        """One foreign name, or two with the dot between them."""
        count = 2 if random.random() < FULL_FOREIGN else 1
        return "·".join(random.choice(self.foreign) for _ in range(count))


def read_han_names(jieba: Path, names: Names) -> HanNames:
    """The lists in the source archive of the package jieba."""
    with tarfile.open(jieba) as files:
        member = next(member for member in files if member.name.endswith(DICTIONARY))
        content = files.extractfile(member)
        lines = content.read().decode("utf-8").splitlines() if content else []
    listed: dict[str, list[str]] = {"nrt": [], "ns": [], "nt": []}
    for word, _, kind in (line.split(" ") for line in lines):
        if kind in listed and len(word) > 1 and HAN.fullmatch(word):
            listed[kind].append(word)
    bodies = [word for word in listed["nt"] if len(word) > 2 and word.endswith(BODIES)]
    return HanNames(names, listed["nrt"], listed["ns"], bodies)
