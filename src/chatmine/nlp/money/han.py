"""Numbers in Chinese, with the digits people mix in: 三百来万, 1.2万亿, 二三十, 3万4, 壹仟贰佰."""

from decimal import Decimal
from math import prod

from chatmine.nlp.money.parts import Number, times
from chatmine.nlp.money.pattern import Pattern

SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
VALUES = dict(zip(DIGIT, "001223456789123456789", strict=True))
UNITS = "十百千拾佰仟万亿兆"
# 多, 来 and 余 belong to the number only before what they qualify; so does 个 before 亿.
RUN = Pattern(
    rf"(?:\d++(?:[.,]\d++)*+(?: (?=[百千万亿]))?|[{DIGIT}{UNITS}廿卅几数]|点(?=[{DIGIT}])|半(?=个?[亿万])"
    rf"|[多来余](?=个?[{UNITS}块元毛刀美欧镑港日台英韩泰蚊人uUwWkK])|个(?=多?[亿万wW])|把(?=块)){{1,40}}+"
)
TOKEN = Pattern(rf"\d+(?:\.\d+)?|[{DIGIT}]?点[{DIGIT}]+|.")
NEIGHBOURS = Pattern(r"(?<![点\d])([一二两三四五六七八九])([二两三四五六七八九])(?=[十百千万亿块元毛角刀个欧镑]|$)")
MOST_SIGNS = 34
LONE = "百千万亿兆佰仟"
MEASURES = "平个年月天斤晚台套次人件张顿桌"
SAYINGS = {"百八十": (80, 100), "千八百": (800, 1000), "万八千": (8000, 10000)}
PAIRS = {"一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"}
# 好几百 is a good few hundred, 最好几百 and 你好几百 are not.
GOOD = Pattern("(?<![最正刚恰你您不只])好$")
QUALIFIERS = Pattern("[多来余把个 ,]")


def read_han(text: str, start: int) -> Number | None:
    """The number that starts here, or None where the characters are no number."""
    match = RUN.match(text, start)
    run = match[0] if match else ""
    if len(run) > MOST_SIGNS or run.isascii():
        return None
    run = without_measure(run, text[start + len(run) : start + len(run) + 1])
    above = start > 0 and text[start - 1] == "上" and run[0] in LONE
    good = run[0] == "几" and GOOD.search(text[max(0, start - 2) : start]) is not None
    number = Number(start - (above or good), start + len(run), None, None, approx=True, han=True)
    if not ("几" in run or "数" in run):
        if not set_values(number, run):
            return None
        number.more = above or any(sign in run for sign in "多余")
        number.approx = number.more or "来" in run or "把" in run or run in SAYINGS
    number.kind, number.open = kind(run), run[0] in LONE and not above
    number.bare_unit = number.open and len(run) == 1
    number.factor = factor(QUALIFIERS.sub("", run))
    return number


def without_measure(run: str, following: str) -> str:
    """The run without a last 一 that belongs to a measure word: 5万一平, 三千五一个月, but 十一个."""
    mine = run[-1] != "一" or run[-2:-1] in {"", "十", "拾", "廿", "零", "〇"}
    return run if mine or not following or following not in MEASURES else run[:-1]


def kind(run: str) -> str:
    """`han` where its size is a magnitude that a cue can license, which tens and hundreds are not."""
    return "han" if any(unit in run for unit in "千仟万亿兆") else ""


def factor(run: str) -> Decimal:
    """What the units at its end multiply by: 万亿 in 1.2万亿, nothing in 三万六."""
    units = run[len(run.rstrip("十百千万亿兆拾佰仟")) :]
    return Decimal(prod({**SMALL, **BIG}[unit] for unit in units))


def set_values(number: Number, run: str) -> bool:
    """Read the run into the number, both ends of it where two neighbouring digits make a range (二三十)."""
    if run in SAYINGS:
        number.low, number.high = map(Decimal, SAYINGS[run])
        return True
    plain = QUALIFIERS.sub("", run)
    pair = NEIGHBOURS.search(plain)
    low = high = plain
    if pair and pair[1] + pair[2] in PAIRS:
        low, high = (plain[: pair.start()] + digit + plain[pair.end() :] for digit in pair.groups())
    number.low, number.high = value(low), value(high)
    return number.low is not None and number.high is not None


def value(run: str) -> Decimal | None:
    """The value of one exact numeral.

    >>> [str(value(run)) for run in ("三万六", "一千零五", "3万5千", "1.2万亿", "壹仟贰佰", "百万", "一二三")]
    ['36000', '1005', '35000', '1200000000000.0', '1200', '1000000', 'None']
    """
    total = section = Decimal(0)
    pending: Decimal | None = None
    last, zero = 0, False
    for part in TOKEN.findall(run):
        if part in SMALL:
            section += times(Decimal(1) if pending is None else pending, Decimal(SMALL[part]))
            pending, last, zero = None, SMALL[part], False
        elif part in BIG:
            total, section = grow(total, section, pending, BIG[part])
            pending, last, zero = None, BIG[part], False
        elif part in "零〇" and last:
            zero = True
        elif pending is not None:
            return None
        else:
            pending = digit(part)
    return total + section + trailing(pending, 0 if zero else last)


def digit(part: str) -> Decimal:
    """One digit, a run of Arabic ones, a half, or a decimal such as 三点五."""
    if part == "半":
        return Decimal("0.5")
    return Decimal("".join("." if sign == "点" else VALUES.get(sign, sign) for sign in part))


def grow(total: Decimal, section: Decimal, pending: Decimal | None, unit: int) -> tuple[Decimal, Decimal]:
    """Close a section with 万, 亿 or 兆: what stands before a bigger unit is multiplied whole (1.2万亿)."""
    section += pending if pending is not None else 0
    if not (section or total):
        section = Decimal(1)
    if total and total < unit:
        return times(total + section, Decimal(unit)), Decimal(0)
    return total + times(section, Decimal(unit)), Decimal(0)


def trailing(pending: Decimal | None, last: int) -> Decimal:
    """A last bare digit counts the next lower unit (三万六), or ones after a ten or a zero."""
    if pending is None:
        return Decimal(0)
    one_digit = pending < 10 and pending == int(pending)
    return times(pending, Decimal(last) / 10) if last >= 100 and one_digit else pending
