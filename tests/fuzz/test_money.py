"""Sums of money in any text: in order, where they say they are, finite."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.fuzz.checks import check_money
from tests.fuzz.sums import messages

BOUNDED = settings(
    derandomize=True, deadline=None, database=None, max_examples=400, suppress_health_check=list(HealthCheck)
)


@BOUNDED
@given(messages())
@example("$" * 1000)
@example("$1" * 1000)
@example("1," * 1000 + "k usd")
@example("一" * 1000 + "块")
@example("million " * 500 + "dollars")
def test_sums_among_pieces(text: str) -> None:
    check_money(text)


@BOUNDED
@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text(text: str) -> None:
    check_money(text)
