"""Names that may be one and are not merged, for a person to decide: similar spelling, initials, a shared word.

Nothing here changes a count. Pairs are looked for among names that share a word, the start of one, or initials, so
that the time does not grow with the square of the names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from chatmine.entities.acronyms import part_of, spells
from chatmine.entities.joins import shortens
from chatmine.entities.keys import key, without_title, words
from chatmine.entities.settling import Entities, Variant
from chatmine.records import ORG, PERSON

_SIMILAR = 88  # of 100: one letter in eight
_LIKE = 65  # of 100: a slip of the fingers in a name that a person types
_SHORTEST = 4  # letters: of shorter names one letter is too much
_CROWD = 100  # names that share a word: it says nothing about them
_START = 4  # letters by which misspelt names are found
Suggestion = tuple[Variant, str, str]  # the name, what it may be, why


def suggest(entities: Entities) -> Iterator[Suggestion]:
    """The pairs worth a look, most telling first: the smaller name with the bigger one it may be, and why."""
    names = _entities(entities)
    found = []
    for a, b in _pairs(names):
        small, big = sorted((a, b), key=_weight)
        if (reason := _reason(small, big)) and not entities.rules.forbid(
            small.label, key(small.entity, small.label), key(big.entity, big.label)
        ):
            found.append((reason[0], -small.seen.count, small.entity, big.entity, small, reason[1]))
    for *_, entity, variant, why in sorted(found, key=lambda each: each[:4]):
        yield variant, entity, why
    yield from _other_type(names)


def _entities(entities: Entities) -> dict[tuple[str, str], Variant]:
    """Each entity as one variant: all that was seen of it, under its name."""
    found: dict[tuple[str, str], Variant] = {}
    for variant in entities.variants():
        entity = (variant.label, variant.entity)
        if entity not in found:
            found[entity] = replace(variant, name=variant.entity, seen=replace(variant.seen))
        else:
            found[entity].seen.merge(variant.seen)
            found[entity] = replace(found[entity], places=found[entity].places | variant.places)
    return found


def _weight(variant: Variant) -> tuple[int, int, str]:
    return len(words(variant.entity, variant.label)), variant.seen.count, variant.entity


def _pairs(names: dict[tuple[str, str], Variant]) -> Iterator[tuple[Variant, Variant]]:
    by_clue: dict[tuple[str, str], list[Variant]] = defaultdict(list)
    for (label, _), variant in names.items():
        for clue in _clues(variant):
            by_clue[label, clue].append(variant)
    met = set()
    for together in by_clue.values():
        if len(together) <= _CROWD:
            for number, a in enumerate(together):
                for b in together[number + 1 :]:
                    pair = (a.label, *sorted((a.entity, b.entity)))
                    if pair not in met:
                        met.add(pair)
                        yield a, b


def _clues(variant: Variant) -> set[str]:
    parts = without_title(words(variant.entity, variant.label), variant.label)
    letters = "".join(parts)
    clues = {*parts, letters[:_START], letters[-_START:], f"={letters}"}
    if len(parts) > 1:
        clues.add(f"={''.join(word[0] for word in parts)}")
        clues.add(f"={''.join(word[0] for word in parts if word not in {'of', 'and', 'the', 'for'})}")
    return clues


def _reason(small: Variant, big: Variant) -> tuple[int, str] | None:
    """How telling it is that these two may be one, least first, and why; nothing if it is not."""
    label, short, full = small.label, words(small.entity, small.label), words(big.entity, big.label)
    if spells(small.entity, big.entity, label):
        return 1, f"{small.entity} may be the initials of {big.entity}; the log does not spell it out there"
    if label == PERSON and shortens(short, full):
        return 2, f"may be short for {big.entity}; in its conversation no full name fits, or several do"
    if "".join(short) == "".join(full):
        return 0, "same letters, other spaces"
    if _alike(short, full) >= _SIMILAR:
        return 3, f"similar spelling ({round(_alike(short, full))}%)"
    if label == ORG and part_of(small.entity, big.entity, label):
        return 4, f"part of the name {big.entity}"
    return None


def _alike(short: tuple[str, ...], full: tuple[str, ...]) -> float:
    a, b = " ".join(short), " ".join(full)
    return fuzz.ratio(a, b) if min(len(a), len(b)) >= _SHORTEST else 0.0


def _other_type(names: dict[tuple[str, str], Variant]) -> Iterator[Suggestion]:
    """A name that is tagged now as a person, now as an organisation: no merge, but one of the two is a mistake."""
    for (label, name), variant in names.items():
        other = names.get((PERSON if label == ORG else ORG, name))
        if other and (variant.seen.count, label) < (other.seen.count, other.label):
            yield variant, name, f"also tagged {other.label}, {other.seen.count} times"


def like(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names most like this one, if any are.

    >>> like("Chattam House", ["Chatham House", "NATO"])
    ['Chatham House']
    """
    wanted, found = name.casefold(), []
    for other in names:
        score = max(fuzz.ratio(wanted, other.casefold()), fuzz.partial_ratio(wanted, other.casefold()) - 10)
        if score >= _LIKE:
            found.append((-score, other))
    return [other for _, other in sorted(found)[:most]]
