"""Short forms of Chinese companies and bodies, which no space divides into words."""

import re
from collections.abc import Iterator
from functools import cache

from chatmine.entities.keys import listed

_HAN = re.compile("[\u3400-\u9fff]{4,}")
_PLACE = re.compile("[\u3400-\u9fff]{2,4}?([省市区县州])(?=[\u3400-\u9fff]{2})")
_LEAST = 2  # characters of a short form
_LEAST_BODY = 3  # of one that is only without its place: `公安厅`, but not `大学`


def short_forms(full: str) -> set[str]:
    """What a company or body may be called where nothing else fits: without its place, without what it does.

    >>> sorted(short_forms("上海安洵信息技术"))
    ['上海安洵', '上海安洵信息', '安洵', '安洵信息', '安洵信息技术']
    >>> sorted(short_forms("江北省公安厅")), short_forms("建设银行")
    (['公安厅', '省公安厅'], set())
    """
    if not _HAN.fullmatch(full):
        return set()
    bare = set(_without_place(full))
    stems = {stem for name in {full, *bare} for stem in _without_trades(name)}
    bodies = {name for name in bare if len(name) >= _LEAST_BODY}
    return {form for form in stems | bodies if form not in listed("han_trades.txt") | listed("han_places.txt")} - {full}


def _without_place(full: str) -> Iterator[str]:
    if place := _PLACE.match(full):
        yield full[place.end() :]
        yield full[place.end() - 1 :]
    elif known := next((place for place in _places() if full.startswith(place)), ""):
        yield full.removeprefix(known)


def _without_trades(name: str) -> Iterator[str]:
    for end in range(_LEAST, len(name)):
        if name[end:] in listed("han_trades.txt"):
            yield name[:end]
            yield from _without_trades(name[:end])


@cache
def _places() -> tuple[str, ...]:
    return tuple(sorted(listed("han_places.txt"), key=lambda place: (-len(place), place)))
