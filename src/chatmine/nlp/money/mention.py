"""From an amount to the record: its currency, its values, and what the words around it add."""

from decimal import Decimal

from chatmine.nlp.money.context import read_context
from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import Amount, times
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import KIND, WORDS
from chatmine.records import Money, plain


def mention(line: Line, amount: Amount, offset: int) -> Money:
    """The record of one amount, its offsets moved by `offset`."""
    number = amount.number
    context = read_context(line.text, amount.start, amount.end)
    codes, confidence = currencies(line, amount)
    code = codes[0] if codes and not (amount.marker is None and len(codes) > 1) else None
    low, high = values(amount)
    return Money(
        start=offset + amount.start,
        end=offset + amount.end,
        surface=line.raw[amount.start : amount.end],
        min=low,
        max=high,
        currency=code,
        currency_kind=KIND.get(code, "iso") if code else None,
        candidates=codes if len(codes) > 1 else (),
        bound=context.bound or ("min" if number.more else None),
        approx=number.approx or context.approx,
        vague=low is None,
        per=context.per,
        confidence=confidence,
    )


def values(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    """Both ends in major units, a minus applied."""
    number = amount.number
    if number.low is None or number.high is None:
        return None, None
    unit = amount.marker.unit if amount.marker else Decimal(1)
    ends = [times(end, unit) + amount.added for end in (number.low, number.high)]
    if amount.negative:
        ends = [-end for end in ends]
    low, high = (tidy(end) for end in sorted(ends))
    return low, high


def tidy(value: Decimal) -> Decimal:
    """The value without trailing zeros or an exponent, which `normalize` would round to 28 digits."""
    return Decimal(plain(value))


def currencies(line: Line, amount: Amount) -> tuple[tuple[str, ...], str]:
    """The codes, best first, and how sure they are."""
    marker = amount.marker
    if marker is None:
        return bare(line, amount)
    codes = marker.codes
    if codes[0] == "USD" and len(codes) > 1 and ("$" in forms(amount) or "dollar" in str(forms(amount))):
        codes = first(line.dollar, codes)
    codes = hinted(line, amount, codes)
    return codes, "medium" if len(codes) > 1 or amount.number.grouped else "high"


def forms(amount: Amount) -> set[str]:
    """The markers as written."""
    return {mark.form for mark in (amount.before, amount.after) if mark}


def bare(line: Line, amount: Amount) -> tuple[tuple[str, ...], str]:
    """The currency of a magnitude without a marker."""
    if amount.number.kind == "inr":
        return ("INR",), "low"
    if amount.number.kind == "money":
        return ("USD", "GBP"), "low"
    return (yuan(line)[:1] if line.han else ()), "low"


HINTS = [(code, Pattern(f"(?i:{places})")) for code, _, places in (entry.partition(" ") for entry in WORDS["places"])]
JAPAN = Pattern("[\u3040-\u30ff円]|日元|日圓|日币")
HONG_KONG, TAIWAN = Pattern(WORDS["hong kong"][0]), Pattern(WORDS["taiwan"][0])
TRADITIONAL = Pattern(f"[{WORDS['traditional'][0]}]")
YUAN = {"元", "块", "块钱"}


def hinted(line: Line, amount: Amount, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of an ambiguous marker, the one first that the rest of the message points to."""
    written = forms(amount)
    if codes == ("CNY",) and written & YUAN:
        return yuan(line)
    if len(codes) == 1 or "$" in written:
        return codes
    if "¥" in written:
        return first("JPY" if line.says(JAPAN) or not line.han else "CNY", codes)
    return next((first(code, codes) for code, place in HINTS if code in codes and line.says(place)), codes)


def first(code: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes with this one in front."""
    return (code, *(other for other in codes if other != code))


def yuan(line: Line) -> tuple[str, ...]:
    """元 is CNY, unless the message points to Hong Kong or Taiwan, or is in traditional script."""
    if line.says(HONG_KONG):
        return ("HKD", "CNY")
    if line.says(TAIWAN):
        return ("TWD", "CNY")
    return ("TWD", "HKD", "CNY") if line.says(TRADITIONAL) else ("CNY",)
