"""What `$` means, and what a message says of its other sums and places."""

import pytest

from chatmine.nlp.money import money


@pytest.mark.parametrize(
    ("text", "setting", "code"),
    [
        ("$20", "USD", "USD"),
        ("$20", "CAD", "CAD"),
        ("20 bucks", "AUD", "USD"),
        ("20 dollars", "AUD", "AUD"),
        ("US$20", "CAD", "USD"),
        ("$20 AUD", "CAD", "AUD"),
    ],
)
def test_a_bare_dollar_is_a_setting(text: str, setting: str, code: str) -> None:
    assert [m.currency for m in money(text, currency=setting)] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("¥3000", "JPY"),
        ("¥3000红包", "CNY"),
        ("¥3000です", "JPY"),
        ("500 kr", "SEK"),
        ("500 kr in oslo", "NOK"),
        ("500 kr i København", "DKK"),
        ("Rs 500", "INR"),
        ("Rs 500 in Karachi", "PKR"),
        ("500元", "CNY"),
        ("在香港花了500元", "HKD"),
        ("台北一晚500元", "TWD"),
        ("這個要500元", "TWD"),
        ("20 cents", "USD"),
        ("20 cents on €5", "EUR"),
        ("300 pesos in manila", "PHP"),
    ],
)
def test_the_message_tells_which_currency(text: str, code: str) -> None:
    first = money(text)[0]
    assert first.currency == code
    assert first.confidence in {"medium", "high"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€1.500", "1500"),
        ("$1.500", "1.5"),
        ("€1.500 and €2.50", "1.5"),
        ("$1.500 and $2,50", "1500"),
        ("€0.500", "0.5"),
        ("€12.50", "12.5"),
        ("IDR 31.500", "31500"),
        ("0.345 BTC", "0.345"),
    ],
)
def test_one_point_before_three_digits(text: str, value: str) -> None:
    assert str(money(text)[0].min).rstrip("0").rstrip(".") == value.rstrip("0").rstrip(".")


def test_an_ambiguous_marker_lists_its_readings() -> None:
    dollar, kroner, quid = money("$5, 50 kr, 5 quid")
    assert dollar.candidates[:2] == ("USD", "CAD")
    assert kroner.candidates == ("SEK", "NOK", "DKK", "ISK")
    assert quid.candidates == ()
    assert [m.confidence for m in (dollar, kroner, quid)] == ["medium", "medium", "high"]


def test_a_grand_has_no_currency_but_readings() -> None:
    [found] = money("gimme a grand")
    assert (found.currency, found.candidates, found.confidence) == (None, ("USD", "GBP"), "low")


@pytest.mark.parametrize(
    ("text", "kind"), [("5 USD", "iso"), ("5 BTC", "crypto"), ("50 DEM", "historic"), ("rent 2k", None)]
)
def test_the_kind_of_currency(text: str, kind: str | None) -> None:
    assert money(text)[0].currency_kind == kind
