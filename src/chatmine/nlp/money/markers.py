"""Markers beside a number: the sign, code or word before it, and the one after it."""

import re

from chatmine.nlp.money.line import Line, is_unspaced
from chatmine.nlp.money.parts import Mark
from chatmine.nlp.money.pattern import IN_WORD, UNSPACED, Pattern
from chatmine.nlp.money.tables import (
    EXACT,
    FORMS,
    HAN,
    HAN_LENGTHS,
    HAN_OPENINGS,
    PHRASES,
    SIGNS,
    WORDS,
    Marker,
    either,
)

LETTER = rf"[^\W\d_½¼¾⅓⅔{UNSPACED}]"
SIGN = "[" + re.escape(SIGNS) + "]"
# Before a number: `US$`, `$`, `CAD $`, `$US`, `USD:`, `Rs.`; the minus is glued to the sign or to the number.
SIGN_BEFORE = Pattern(rf"({SIGN})({LETTER}{{2,3}})?:? {{0,2}}(-?)$")
WORD_BEFORE = Pattern(
    rf"(?<![$/])(?<![A-Za-z-]-)(?<!{IN_WORD})((?:{LETTER}+ ){{0,2}}?{LETTER}+(?:\.{LETTER}+)*|S/)"
    r"[.:]?(?: {1,2}(-?)|)$"
)
COUNTRY = Pattern(rf"(?<!{LETTER})({LETTER}{{1,4}}(?:\.{LETTER})?\.?)( ?)$")
MINUS = Pattern(rf"(?<![\w)\]$%/-])-$|(?:{either('balance zh')})(?:[了是为到成]|还?有)?-$")
# After a number.
GAP = Pattern(r"-(?=[^\W\d_])| {0,2}")
SIGN_AFTER = Pattern(rf"(?:{SIGN}|¢|/-|/=)({LETTER}{{1,3}}(?!{IN_WORD}))?(?![$£€])")
# Korean particles are glued to 원 (12,000원이에요).
WORD_AFTER = Pattern(rf"만원|억원|원|{LETTER}{{1,24}}+(?:\.{LETTER}{{1,9}}+){{0,3}}+")
PHRASE_AFTER = Pattern(rf"{LETTER}{{1,24}}+(?:\.{LETTER}{{1,9}}+)*+(?:\.? {LETTER}{{1,24}}+){{1,3}}+")
WINDOW, BALANCE_WINDOW = 26, 8
COINS, WON = frozenset(WORDS["crypto"]), ("원", "만원", "억원")
# Words that come before a number as readily as after it: rmb 300.
PREFIXES = frozenset(WORDS["prefixes"])


def find(word: str) -> Marker | None:
    """The marker that a form names, its case weighed where the form is also a word."""
    return EXACT.get(word) or FORMS.get(word.lower())


def is_minus(line: Line, floor: int, start: int) -> bool:
    """Whether a minus is glued to what starts here: neither a dash after a word or a sum, nor one of a list.

    Chinese glues lists and minuses alike (午餐-35元, 余额-35元), so there the word before the dash tells.
    """
    text = line.text
    if start <= floor or text[start - 1] != "-" or (line.done and not text[line.done : start - 1].strip()):
        return False
    return MINUS.search(text[max(0, start - BALANCE_WINDOW) : start]) is not None


def before(line: Line, floor: int, start: int) -> Mark | None:
    """The marker that ends where the number starts, not reaching back over `floor`."""
    base = max(floor, start - WINDOW)
    text = line.text[base:start]
    if not text:
        return None
    sign = SIGN_BEFORE.search(text)
    mark = sign_before(text, sign) if sign else word_before(text)
    if mark is None and line.han:
        mark = han_before(text)
    if mark:
        mark.start, mark.end = mark.start + base, mark.end + base
        if is_minus(line, floor, mark.start):
            mark.start, mark.negative = mark.start - 1, True
    return mark


def sign_before(text: str, match: re.Match[str]) -> Mark:
    """A sign, with the letters on either side of it that tell which dollar it is."""
    sign, letters, inner = match.groups()
    start, marker = match.start(), FORMS[sign]
    if letters:
        marker = FORMS.get((sign + letters).lower()) or EXACT.get(letters.upper()) or marker
    country = COUNTRY.search(text[:start])
    named = country_sign(country, sign, spaced=text.endswith(" ")) if country else None
    if country and named:
        start, marker = country.start(), named
    return Mark(start, len(text), sign, marker, bool(inner), gap_of(text))


def gap_of(text: str) -> int:
    """The spaces at the end."""
    return len(text) - len(text.rstrip())


def country_sign(match: re.Match[str], sign: str, *, spaced: bool) -> Marker | None:
    """The currency of `US$`, `NT $`, `CAD $500`; a letter apart from its sign is mostly a word (`A $50 gift`)."""
    word, gap = match.groups()
    apart = word == "C" or (word == "c" and spaced) or (len(word) > 1 and word.isupper())
    if gap and not apart:
        return None
    code = EXACT.get(word) or FORMS.get(word.lower())
    return FORMS.get(word.rstrip(".").lower() + sign) or (code if code and "code" in code.rules else None)


def word_before(text: str) -> Mark | None:
    """A code or a word, the longest that names money: `USD 50`, `Rs.500`, `malaysian ringgit 42`."""
    match = WORD_BEFORE.search(text)
    if match is None:
        return None
    words = match[1].split(" ")
    for skipped in range(len(words)):
        form = " ".join(words[skipped:])
        marker = find(form)
        if marker and marker.side != "after" and may_precede(form, marker):
            start = match.end(1) - len(form)
            return Mark(start, len(text), form, marker, bool(match[2]), len(text) - match.end(1))
    return None


def may_precede(form: str, marker: Marker) -> bool:
    """Codes and phrases may; a single word such as `euro` or `peso` only where people write it so."""
    return "word" not in marker.rules or " " in form or form.isupper() or form in PREFIXES


def han_before(text: str) -> Mark | None:
    """A Chinese name: 人民币50, 港币 一万."""
    bare = text.rstrip(" :")
    for size in HAN_LENGTHS:
        marker = HAN.get(bare[-size:]) if size <= len(bare) else None
        if marker and marker.side != "after":
            return Mark(len(bare) - size, len(text), bare[-size:], marker)
    return None


def after(line: Line, end: int) -> Mark | None:
    """The marker that follows a number which ends here, at most two spaces or a hyphen away."""
    text = line.text
    gap = GAP.match(text, end)
    start = gap.end() if gap else end
    if start >= len(text):
        return None
    if text[start] == "个":
        return counted_after(text, start)
    if text[start] in HAN_OPENINGS:
        return han_after(text, start)
    sign = SIGN_AFTER.match(text, start)
    mark = sign_after(sign) if sign else word_after(text, start)
    if mark:
        mark.gap = start - end
    return mark


def han_after(text: str, start: int) -> Mark | None:
    """The longest Chinese name that stands here."""
    for size in HAN_LENGTHS:
        form = text[start : start + size]
        marker = HAN.get(form)
        if marker and marker.side != "before":
            return Mark(start, start + len(form), form, marker)
    return None


def counted_after(text: str, start: int) -> Mark | None:
    """A coin with its classifier: 20个比特币, 2个eth, 300个大洋."""
    rest = text[start + 1 : start + 2]
    mark = word_after(text, start + 1) if rest.isascii() else han_after(text, start + 1)
    if mark is None or not ("ge" in mark.marker.rules or mark.marker.codes[0] in COINS):
        return None
    mark.start = start
    return mark


def sign_after(match: re.Match[str]) -> Mark | None:
    """A sign, with the country that may follow it: `50$`, `50 $US`, `500/-`."""
    form, letters = match[0], match[1] or ""
    marker = FORMS.get(form.lower()) or EXACT.get(letters.upper())
    sign = form if marker else form.removesuffix(letters)
    return Mark(match.start(), match.start() + len(sign), sign, marker or FORMS[sign])


def word_after(text: str, start: int) -> Mark | None:
    """The longest phrase, else the word, that names a currency here."""
    match = WORD_AFTER.match(text, start)
    if match is None:
        return None
    known = country_dollar(text, match) or phrase_after(text, match) or (match[0], find(match[0]))
    form, marker = known
    if marker is None or marker.side == "before" or not ends_word(text, start + len(form), form):
        return None
    return Mark(start, start + len(form), form, marker)


def ends_word(text: str, end: int, form: str) -> bool:
    """Whether the word ends here: not `won't`, nor `eth0`."""
    following = text[end : end + 1]
    if text[end : end + 2] in {"'t", "’t"}:
        return False
    return not following.isalnum() or is_unspaced(following) or form in WON


def phrase_after(text: str, match: re.Match[str]) -> tuple[str, Marker] | None:
    """The longest run of words from here that names a currency: hong kong dollars."""
    most = PHRASES.get(match[0].lower(), 1)
    phrase = PHRASE_AFTER.match(text, match.start()) if most > 1 else None
    words = phrase[0].split(" ") if phrase else []
    for count in range(min(most, len(words)), 1, -1):
        form = " ".join(words[:count])
        marker = FORMS.get(form.lower().replace("u.s.", "u.s"))
        if marker:
            return form, marker
    return None


def country_dollar(text: str, match: re.Match[str]) -> tuple[str, Marker] | None:
    """`1 CUC$`, `20 US$`: the sign after the country."""
    following = text[match.end() : match.end() + 1]
    marker = FORMS.get(match[0].lower() + following) if following and following in SIGNS else None
    return (match[0] + following, marker) if marker else None
