"""What holds for every text: amounts read back in any form they are written in, no input raises, work grows in step."""

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.nlp.money import money
from chatmine.nlp.money.digits import read_digits
from chatmine.nlp.money.english import read_words
from chatmine.nlp.money.han import read_han

WHOLE = st.integers(min_value=1, max_value=999_999_999)
CENTS = st.integers(min_value=0, max_value=99)
ALPHABET = st.sampled_from("$£€¥₹15.,k m元块万亿一二三几多w-–~to %()'\n\x00½١🙂aUSDquidRs/")
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
SMALL = (UNITS + " seventeen eighteen nineteen").split()
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
HAN = "零一二三四五六七八九"


def grouped(whole: int, cents: int, separator: str, point: str) -> str:
    """An amount with its thousands grouped: 1,234.50 or 1.234,50."""
    return f"{whole:,}".replace(",", separator) + f"{point}{cents:02}"


def in_words(number: int) -> str:
    """A number in English words, as far as the billions."""
    for unit, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= unit:
            head, rest = divmod(number, unit)
            return f"{in_words(head)} {name}" + (f" {in_words(rest)}" if rest else "")
    if number < len(SMALL):
        return SMALL[number]
    return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


def in_han(number: int) -> str:
    """A number below a hundred million in Chinese, zeros written where they are spoken."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        return in_han(head) + "万" + ("零" if 0 < rest < 1000 else "") + (in_han(rest) if rest else "")
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if zero and text else "") + HAN[digit] + name
        zero = not digit
    return text


@given(WHOLE, CENTS, st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("’", ".")]))
def test_reads_grouped_digits_back(whole: int, cents: int, style: tuple[str, str]) -> None:
    [found] = money(f"pay €{grouped(whole, cents, *style)} today")
    assert (found.value, found.currency) == (Decimal(f"{whole}.{cents:02}"), "EUR")


@given(WHOLE, CENTS, st.sampled_from(["{} USD", "USD {}", "US${}", "{} us dollars", "USD{}", "{}usd", "usd {}"]))
def test_reads_any_side_of_the_marker(whole: int, cents: int, form: str) -> None:
    [found] = money(form.format(grouped(whole, cents, ",", ".")))
    assert (found.start, found.value, found.currency) == (0, Decimal(f"{whole}.{cents:02}"), "USD")


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_reads_english_words_back(number: int) -> None:
    read = read_words(in_words(number), 0)
    assert read is not None
    assert (read.low, read.end) == (Decimal(number), len(in_words(number)))
    [found] = money(f"that's {in_words(number)} euros")
    assert (found.value, found.currency) == (Decimal(number), "EUR")


@given(st.integers(min_value=11, max_value=99_999_999))
def test_reads_chinese_numerals_back(number: int) -> None:
    read = read_han(in_han(number), 0)
    assert read is not None
    assert read.low == read.high == number
    [found] = money(f"一共{in_han(number)}元")
    assert (found.value, found.currency) == (Decimal(number), "CNY")


@given(
    st.integers(1, 999), st.sampled_from([("k", 3), ("m", 6), (" million", 6), ("bn", 9), (" thousand", 3), ("tn", 12)])
)
def test_reads_magnitudes_back(number: int, magnitude: tuple[str, int]) -> None:
    form, zeros = magnitude
    [found] = money(f"it's £{number}{form}")
    assert found.value == number * 10**zeros


@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from(["${0}-{1}k", "${0}k-${1}k", "{0}k to {1}k USD", "{0}-{1}k usd"]),
)
def test_reads_ranges_back(low: int, more: int, form: str) -> None:
    [found] = money(form.format(low, low + more))
    assert (found.min, found.max, found.value) == (Decimal(low * 1000), Decimal((low + more) * 1000), None)


@given(st.text(ALPHABET, max_size=60))
def test_no_text_raises_and_spans_are_exact(text: str) -> None:
    end = 0
    for found in money(text):
        assert found.surface == text[found.start : found.end] == found.surface.strip() != ""
        assert found.start >= end
        assert found.vague == (found.min is None) == (found.max is None)
        assert found.min is None or found.max is None or found.min <= found.max
        end = found.end


@given(st.text(max_size=80))
def test_no_unicode_raises(text: str) -> None:
    assert all(m.surface == text[m.start : m.end] for m in money(text))


@given(st.text("0123456789.,'_ ", max_size=40))
def test_no_digits_raise(digits: str) -> None:
    assert (read_digits(digits) or Decimal(0)) >= 0


def test_amounts_are_exact_decimals() -> None:
    [found] = money("16.4亿元")
    assert str(found.min) == "1640000000"
    [found] = money("$123456789012345678901.25 trillion")
    assert str(found.min) == "123456789012345678901250000000000"


@pytest.mark.parametrize("unit", ["$5 ", "一", "1 000 ", "五块", "a hundred ", "5-", "½", "`$1` ", "kr 5 ", "1,"])
def test_long_lines_cost_in_step(unit: str) -> None:
    """A line of three lengths takes no more than three times the calls, with room for the pieces it is cut into."""
    assert calls(unit * (60_000 // len(unit))) < 4 * max(calls(unit * (20_000 // len(unit))), 1_000)


def calls(text: str) -> int:
    """How many function calls reading a text takes, which unlike time is the same in every run."""
    count = 0

    def tick(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        money(text)
    finally:
        sys.setprofile(before)
    return count


def test_a_long_line_is_read_whole() -> None:
    assert len(money("pay $5 now " * 20_000)) == 20_000
    [found] = money(" " * 50_000 + "£12k")
    assert (found.start, found.surface) == (50_000, "£12k")


def test_import_is_light() -> None:
    script = "import sys, chatmine.nlp.money; print(*sorted({'spacy', 'pandas', 'babel', 'numpy'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""
