"""Every pattern of a package, and the texts that make it work hardest.

Such a text leads to one of its loops, repeats one piece many times, and ends with what the pattern does not want.
"""

import dataclasses
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from inspect import getsource
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from chatmine.nlp.money.pattern import Pattern as LazyPattern

_PARSER: Any = import_module("re._parser")
_LONG = 150  # a loop of fewer rounds is bounded
_CHARS = "a1 A:-.,/[(é陆\t_\x01<>{}|\"'=;@#*&"
_ALWAYS = frozenset("a1 :.\t-")
_MOST_STARTS, _MOST_PIECES = 25, 45


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and whether it is looked for anywhere in a text or only at its start."""

    name: str
    pattern: re.Pattern[str]
    searched: bool


def patterns(package: str) -> list[Used]:
    """The patterns that the modules of a package keep, each once."""
    found: dict[tuple[str, int], Used] = {}
    for info in walk_packages(import_module(package).__path__, f"{package}."):
        module = import_module(info.name)
        for name, value in vars(module).items():
            searched = _is_searched(name, module)
            for pattern in _within(value, 0):
                found.setdefault((pattern.pattern, pattern.flags), Used(f"{info.name}.{name}", pattern, searched))
    return list(found.values())


def _is_searched(name: str, module: ModuleType) -> bool:
    return re.search(rf"\b{name}\.(?:search|sub|findall|finditer|split)\b", getsource(module)) is not None


def _within(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, LazyPattern):
        yield re.compile(value.source.replace(r"\b", r"(?a:\b)"), value.flags)
    elif depth < 6:
        for inner in _parts(value):
            yield from _within(inner, depth + 1)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, tuple | list | set | frozenset):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, own.name) for own in dataclasses.fields(value)]
    return ()


@dataclass
class _Walk:
    """A pattern's parse tree, walked once: `starts` lead to its loops, `rounds` go through one, `chars` are named."""

    starts: set[str] = field(default_factory=lambda: {""})
    rounds: set[str] = field(default_factory=set)
    chars: set[str] = field(default_factory=set)
    groups: dict[int, str] = field(default_factory=dict)

    def text(self, tree: Any, before: str) -> str:
        """A text that the tree matches, behind what was matched before."""
        made = ""
        for kind, value in tree:
            step = getattr(self, f"_{str(kind).lower()}", None)
            made += step(value, before + made) if step else ""
        return made

    def _literal(self, code: int, _: str) -> str:
        self.chars.add(chr(code))
        return chr(code)

    def _not_literal(self, code: int, _: str) -> str:
        self.chars.add(chr(code))
        return "a" if code != ord("a") else "b"

    def _any(self, _: object, __: str) -> str:
        return "a"

    def _in(self, items: Any, _: str) -> str:
        self.chars.update(chr(value) for kind, value in items if str(kind) == "LITERAL")
        one = _PARSER.SubPattern(_PARSER.State(), [(_PARSER.IN, items)])
        fits = import_module("re._compiler").compile(one, 0)
        named = (
            chr(value if isinstance(value, int) else value[0]) for _, value in items if isinstance(value, int | tuple)
        )
        return str(next(filter(fits.match, (*_CHARS, *named)), "a"))

    def _branch(self, value: Any, before: str) -> str:
        first, *_ = [self.text(branch, before) for branch in value[1]]
        return first

    def _subpattern(self, value: Any, before: str) -> str:
        made = self.text(value[3], before)
        if value[0] is not None:
            self.groups[value[0]] = made
        return made

    def _atomic_group(self, value: Any, before: str) -> str:
        return self.text(value, before)

    def _groupref(self, number: int, _: str) -> str:
        return self.groups.get(number, "")

    def _assert(self, value: Any, before: str) -> str:
        self.text(value[1], before)
        return ""

    _assert_not = _assert

    def _max_repeat(self, value: Any, before: str) -> str:
        least, most, body = value
        once = self.text(body, before)
        if int(most) >= _LONG:
            self.starts.add(before)
            self.rounds.add(once)
        return once * max(int(least), int(int(most) >= _LONG))

    _min_repeat = _possessive_repeat = _max_repeat


def hard(pattern: re.Pattern[str], size: int) -> Iterator[Callable[[int], str]]:
    """Texts of any multiple of `size` that lead to a loop of the pattern, fill it, and end badly."""
    walk = _Walk()
    walk.text(_PARSER.parse(pattern.pattern, pattern.flags), "")
    chars = sorted(walk.chars, key=str.isalnum)[:20]
    singles = sorted(_ALWAYS.union(chars))
    pairs = [first + second for first in chars[:8] for second in singles if first != second]
    pieces = [*singles, *sorted(walk.rounds, key=len)[:12], *pairs][:_MOST_PIECES]
    for start in sorted(walk.starts, key=len)[:_MOST_STARTS]:
        for piece in filter(None, pieces):
            for end in ("\0", ""):
                yield partial(_filled, start, piece, end, size)


def _filled(start: str, piece: str, end: str, size: int, times: int) -> str:
    return start + piece * (size * times // len(piece)) + end


def slow(used: Used, size: int) -> str:
    """The beginning of a text that takes nine times as long when it is four times as long; empty if none does."""
    methods = [used.pattern.match, used.pattern.fullmatch, *([used.pattern.search] if used.searched else [])]
    for made in hard(used.pattern, size):
        for method in methods:
            if _spent(method, made(1)) > size * 1e-6 and _grows(method, made, size):
                return f"{used.name}: {method.__name__} {made(1)[:80]!r}"
    return ""


def _grows(method: Callable[[str], object], made: Callable[[int], str], size: int) -> bool:
    """Whether it is so again, at the best of three."""
    short, long = (min(_spent(method, made(times)) for _ in range(3)) for times in (1, 4))
    return long > 9 * short and short > size * 5e-7


def _spent(method: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    method(text)
    return time.process_time() - began
