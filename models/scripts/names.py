"""Put other names in the place of those in a labelled message: the model is to learn places, not a list.

The lists are public ones (README) and our own. A new name keeps the old one's case and make-up: one word stays
one word, `老王` becomes `老陆`, `lao wang` becomes `lao chen`, `FCDO` becomes another acronym.
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

Ent = tuple[int, int, str]

HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
LEGAL = re.compile(
    r",? (?:inc|corp|corporation|company|co|ltd|plc|llc|group|holdings?|limited|s\.?a|n\.?v|ag|trust)\.?$|\(.*\)$",
    re.IGNORECASE,
)
CHINESE_PREFIXES = {"lao", "xiao", "old", "boss", "director", "ah"}
LISTED_SHARE, MADE_UP_SHARE, PINYIN_SHARE, NICKNAME_SHARE, FOREIGN_SHARE = 0.25, 0.4, 0.2, 0.2, 0.1


def read_words(assets: Path) -> dict[str, Any]:
    """The project's own word lists, by table."""
    return tomllib.loads((assets / "words.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Names:
    """The names to choose from, and how a name is made."""

    words: dict[str, Any]
    given: list[str]
    surnames: list[str]
    organisations: list[str]
    acronyms: list[str]
    companies: list[str]
    han_organisations: list[str]
    han_companies: list[str]

    def person(self, old: str, random: Random) -> str:
        """A name made like the old one; the old one itself where that has a make-up of its own (`J.S.`, `DJT`)."""
        if HAN.search(old):
            return self.han_person(old, random)
        words = old.split()
        if re.fullmatch("[A-Z]{1,3}", old) or not all(WORD.fullmatch(word) for word in words):
            return old
        if len(words) > 1 and words[0].lower() in self.words["latin"]["prefixes"]:
            return f"{words[0]} {in_case_of(words[1], self.called(words[0], random))}"
        name = (
            self.nickname(random)
            if random.random() < NICKNAME_SHARE / len(words)
            else self.full_name(len(words), random)
        )
        return in_case_of(old, name)

    def nickname(self, random: Random) -> str:
        """An epithet and a name that are one name: `Boss Lu`, `Uncle Bob`."""
        prefix: str = random.choice(self.words["latin"]["prefixes"])
        return f"{prefix} {self.called(prefix, random)}".title()

    def called(self, prefix: str, random: Random) -> str:
        """What stands behind `lao`, `boss` or `uncle`."""
        chinese: list[str] = self.words["latin"]["pinyin_surnames"]
        return random.choice(chinese if prefix.lower() in CHINESE_PREFIXES else self.given)

    def full_name(self, length: int, random: Random) -> str:
        """A name of so many words, as far as people have such names."""
        if random.random() < PINYIN_SHARE:
            return self.pinyin(length, random)
        given, surname = random.choice(self.given), random.choice(self.surnames)
        if length == 1:
            return given if random.random() < 0.7 else surname
        return f"{given} {surname}" if length == 2 else f"{given} {random.choice(self.given)} {surname}"

    def pinyin(self, length: int, random: Random) -> str:
        """A Chinese name as typed in Latin letters: surname first, `Wang Xiaoming`."""
        latin = self.words["latin"]
        given = "".join(random.choices(latin["pinyin_syllables"], k=random.choice([1, 2, 2]))).title()
        surname: str = random.choice(latin["pinyin_surnames"])
        if length == 1:
            return random.choice([given, surname])
        return f"{surname} {given}"

    def han_person(self, old: str, random: Random) -> str:
        """A Chinese name of the same make-up: prefix, title, or surname and given name."""
        han = self.words["han"]
        surname: str = random.choice(han["surnames"])
        if len(old) == 2 and old[0] in han["prefixes"]:
            return old[0] + surname
        title = next((title for title in sorted(han["titles"], key=len, reverse=True) if old[1:] == title), "")
        if title:
            return surname + (random.choice(han["titles"]) if random.random() < 0.5 else title)
        if 2 <= len(old) <= 3 and random.random() < NICKNAME_SHARE:
            forms: list[str] = [surname + random.choice(han["titles"]), random.choice(han["prefixes"]) + surname]
            return random.choice(forms)
        if len(old) > 2 and (random.random() < FOREIGN_SHARE or set(old) <= set(han["sounds"])):
            return self.foreign_han(random)
        if 2 <= len(old) <= 3 and old[0] in han["surnames"] + han["traditional"]:
            return surname + "".join(random.choices(han["given"], k=len(old) - 1))
        return old

    def foreign_han(self, random: Random) -> str:
        """A foreign name by its sounds, as `斯托尔滕贝格`."""
        sounds: str = self.words["han"]["sounds"]
        return "".join(random.choices(sounds, k=random.choice([2, 3, 3, 4, 4, 5, 6])))

    def organisation(self, old: str, random: Random) -> str:
        """A body or company with the same script, about as long, an acronym for an acronym."""
        chance = random.random()
        if HAN.search(old):
            pool = self.han_companies if chance < LISTED_SHARE / 2 else self.han_organisations
            return self.made_up_han(random) if chance > 1 - MADE_UP_SHARE else random.choice(pool)
        if re.fullmatch("[A-Z]{2,6}", old):
            return random.choice(self.acronyms)
        if chance > 1 - MADE_UP_SHARE:
            return in_case_of(old, self.made_up(random))
        pool = self.companies if chance < LISTED_SHARE else self.organisations
        nearest = min(random.choices(pool, k=4), key=lambda name: abs(len(name.split()) - len(old.split())))
        return in_case_of(old, nearest)

    def made_up(self, random: Random) -> str:
        """A body or company that nobody knows, named as such are."""
        parts: dict[str, list[str]] = self.words["made_up"]
        stem, place = random.choice(parts["stems"]), random.choice(parts["places"])
        given, surname = random.choice(self.given), random.choice(self.surnames)
        kind = random.random()
        if kind < 0.4:
            return f"{random.choice([stem, stem, surname, place])} {random.choice(parts['companies'])}"
        if kind < 0.6:
            return f"{place} {random.choice(parts['bodies'])}"
        if kind < 0.8:
            return random.choice([stem, stem.replace(" ", "") + random.choice(parts["stems"]).lower()])
        return random.choice(parts["frames"]).format(stem=stem, place=place, given=given, surname=surname)

    def made_up_han(self, random: Random) -> str:
        """As `made_up`, in Chinese."""
        parts = self.words["made_up"]
        stem, place = "".join(random.choices(parts["han_stems"], k=2)), random.choice(parts["han_places"])
        if random.random() < FOREIGN_SHARE:
            return f"{self.foreign_han(random)}{random.choice(parts['han_institutes'])}"
        if random.random() < 0.5:
            return f"{place}{random.choice(parts['han_bodies'])}"
        company = random.choice(["", random.choice(parts["han_companies"]), random.choice(parts["han_companies"])])
        return f"{random.choice(['', '', place])}{stem}{company}"

    def swap(self, text: str, ents: list[Ent], random: Random, share: float) -> tuple[str, list[Ent]]:
        """The message with that share of its names exchanged."""
        new, moved, position = "", [], 0
        for start, end, label in sorted(ents):
            new += text[position:start]
            old, position = text[start:end], end
            make = self.person if label == "PERSON" else self.organisation
            surface = make(old, random) if label in {"PERSON", "ORG"} and random.random() < share else old
            moved.append((len(new), len(new) + len(surface), label))
            new += surface
        return new + text[position:], moved


def in_case_of(old: str, new: str) -> str:
    """Write the new name as the old one was.

    >>> in_case_of("jens", "Ann Lee"), in_case_of("AMNESTY", "Oxfam"), in_case_of("BP", "Shell")
    ('ann lee', 'OXFAM', 'Shell')
    """
    if old.islower():
        return new.lower()
    return new.upper() if old.isupper() and len(old) > 4 else new


def plain(name: str) -> str:
    """Without accents: most chats leave them out."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def short_company(name: str) -> str:
    """A listed company as people call it.

    >>> short_company("Akamai Technologies, Inc."), short_company("Alphabet Inc. (Class A)")
    ('Akamai Technologies', 'Alphabet')
    """
    while (shorter := LEGAL.sub("", name).strip()) != name:
        name = shorter
    return name


def read_lines(path: Path) -> Iterator[str]:
    """The non-empty lines of a list, without comments."""
    for line in path.read_text("utf-8-sig").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def read_column(path: Path, column: str) -> Iterator[str]:
    """The filled cells of a CSV column."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from (row[column].strip() for row in csv.DictReader(lines) if row[column].strip())


def latin_only(names: Iterable[str]) -> Iterator[str]:
    """Each name that is written in Latin letters, as it is and without accents."""
    for name in names:
        if re.fullmatch(r"[A-Za-zÀ-ž'’ .-]{2,24}", name):
            yield from (name, plain(name))


def read_names(folder: Path, assets: Path) -> Names:
    """Gather the lists; a name that several lists hold is drawn more often."""
    words = read_words(assets)
    popular, smashew = folder / "popular_names_by_country", folder / "smashew_names/NamesDatabases"
    given = [*read_column(popular / "common-forenames-by-country.csv", "Romanized Name"), *words["latin"]["given"] * 3]
    for list_of_names in ("female", "male"):
        given += list(read_lines(folder / f"nltk_names/names/{list_of_names}.txt"))[::3]
    surnames = [*read_column(popular / "common-surnames-by-country.csv", "Romanized Name")]
    surnames += words["latin"]["surnames"] * 3
    for country in ("de", "fr", "hi", "ie", "il", "it", "kr", "cz", "gk", "pl", "pt", "ru", "uk", "es"):
        listed = list(read_lines(smashew / f"surnames/{country}.txt"))
        surnames += listed[:: max(1, len(listed) // 150)]
    companies = [short_company(name) for name in read_column(folder / "sp500/data/constituents.csv", "Security")] * 2
    nasdaq = read_column(folder / "nasdaq/data/nasdaq-listed-symbols.csv", "Company Name")
    companies += [short_company(name) for name in nasdaq if not re.search(r"ETF|Fund|Acquisition|Trust|\d", name)][::4]
    own = list(read_lines(assets / "organisations.txt"))
    latin = [name for name in own if not HAN.search(name)]
    short_forms = next((folder / "wainshine_companies").glob("Company-Shorter-Form*.txt"))
    return Names(
        words=words,
        given=list(latin_only(given)),
        surnames=list(latin_only(surnames)),
        organisations=[name for name in latin if not re.fullmatch("[A-Z]{2,6}", name)],
        acronyms=[name for name in latin if re.fullmatch("[A-Z]{2,6}", name)],
        companies=[name for name in companies if len(name) < 30],
        han_organisations=[name for name in own if HAN.search(name)],
        han_companies=[name for name in read_lines(short_forms) if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", name)][::20],
    )
