"""The tables the grammar reads: markers, magnitudes, number words and word lists, from the files in data/.

currencies.tsv and symbols.tsv come from CLDR (see build.py); the others are ours. The later a form is read, the more it
weighs: a row of markers.tsv replaces what CLDR says of the same form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).with_name("data")
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Marker:
    """What makes a number money: a sign, a code or a word, with the currencies it can mean, the best first."""

    codes: tuple[str, ...]
    unit: Decimal = ONE
    side: str = "both"
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A multiplier (`k`, `bn`, `lakh`) and its kind, which says where it may stand."""

    factor: Decimal
    kind: str


def rows(name: str) -> Iterator[list[str]]:
    """The fields of each line of a table, comments left out."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if not line.startswith("# "):
            yield line.split("\t")


def sections(name: str) -> dict[str, list[str]]:
    """The entries under each `[heading]` of a word list, a comma or a line's end between them."""
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            entries = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("# "):
            entries.extend(entry.strip() for entry in line.split(",") if entry.strip())
    return found


WORDS = sections("words.txt")
# Codes that are also words need decimals after them, or must end the phrase.
WORDLIKE, LOWERCASE = frozenset(WORDS["wordlike codes"]), frozenset(WORDS["lower-case codes"])
KIND = dict.fromkeys(WORDS["crypto"], "crypto")
EXACT: dict[str, Marker] = {}
FORMS: dict[str, Marker] = {}
HAN: dict[str, Marker] = {}
# The longest phrase that opens with this word, in words.
PHRASES: dict[str, int] = {}
DOT_GROUPS = frozenset(WORDS["dot groups thousands"])
MAGNITUDES = {
    form: Magnitude(Decimal(factor), kind)
    for forms, factor, kind in rows("magnitudes.tsv")
    for form in forms.split("|")
}
NUMBERS = {form: (Decimal(value), kind) for form, value, kind in rows("numbers.tsv")}


def either(name: str) -> str:
    """An alternation of the words under a heading, which may be patterns, longest first."""
    return "|".join(sorted(WORDS[name], key=len, reverse=True))


def compounds() -> Iterator[tuple[str, tuple[Decimal, str]]]:
    """twentyfive, as many type it."""
    tens = {form: value for form, (value, kind) in NUMBERS.items() if kind == "ten"}
    ones = {form: value for form, (value, kind) in NUMBERS.items() if kind == "unit" and value}
    return ((ten + one, (tens[ten] + ones[one], "teen")) for ten in tens for one in ones)


COMPOUNDS = dict(compounds())
NUMBERS |= COMPOUNDS


def is_han(text: str) -> bool:
    """Whether it opens with a Chinese character."""
    return "\u3400" <= text[0] <= "\u9fff"


def fold_han(text: str) -> str:
    """Traditional characters that write numbers and money, as simplified ones, one for one."""
    return text.translate(HAN_FOLD)


HAN_FOLD = str.maketrans(
    "萬億兩塊圓圆幣錢歐韓鎊銖盧幾來餘點個貳參陸〸〹元贰叁弐園貳圜臺紙鈔門馬紐雞萊羅緬納爾達蘭"
    "資預報價獎賺虧還訂費買賣罰貸轉帳賬獲補貼賠償紅務開標單總節約虛損額"
    "條張隻雙層間噸場課週歲樓鐘號盤電顯頭車從漲調變現後給",
    "万亿两块元元币钱欧韩镑铢卢几来余点个贰叁陆十廿元贰叁贰元贰元台纸钞门马纽鸡莱罗缅纳尔达兰"
    "资预报价奖赚亏还订费买卖罚贷转账账获补贴赔偿红务开标单总节约虚损额"
    "条张只双层间吨场课周岁楼钟号盘电显头车从涨调变现后给",
)


def add(form: str, marker: Marker) -> None:
    """File one form: Chinese apart, and those whose case matters under the very spelling that counts."""
    spellings = {"upper": form.upper(), "title": form.capitalize(), "exact": form}
    exact = [spellings[rule] for rule in marker.rules if rule in spellings]
    if is_han(form):
        HAN[fold_han(form)] = marker
    elif exact:
        EXACT[exact[0]] = marker
    else:
        FORMS[form] = marker
        first, *rest = form.split(" ")
        PHRASES[first] = max(PHRASES.get(first, 0), len(rest) + 1)


def add_currency(code: str, kind: str, english: str, chinese: str) -> None:
    """One currency of CLDR: its code, and its names, which follow a number or come before it."""
    KIND[code] = kind
    rules = frozenset({"wordlike"} if code in WORDLIKE else ())
    EXACT[code] = Marker((code,), rules=rules | {"code"})
    if code in LOWERCASE:
        FORMS[code.lower()] = EXACT[code]
    for name in filter(None, (english + "|" + chinese).split("|")):
        add(name, Marker((code,), rules=frozenset({"word"})))


def add_marker(forms: str, codes: str, unit: str, side: str, rules: str = "") -> None:
    """One row of markers.tsv."""
    marker = Marker(tuple(codes.split()), Decimal(unit), side, frozenset(filter(None, rules.split(","))))
    for form in forms.split("|"):
        add(form, marker)


for row in rows("currencies.tsv"):
    add_currency(*row)
for symbol, codes in rows("symbols.tsv"):
    add_marker(symbol.lower(), codes, "1", "both", "default" if " " in codes else "")
for row in rows("markers.tsv"):
    add_marker(*row)
del row, symbol, codes

SIGNS = "".join(sorted({form for form in FORMS if len(form) == 1 and not form.isalpha()} - {"¢"})) + "रƒΞ"
HAN_LENGTHS = sorted({len(form) for form in HAN}, reverse=True)
HAN_OPENINGS = frozenset(form[0] for form in HAN)
