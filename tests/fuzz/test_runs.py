"""Time in proportion to length, for long lines of whatever the patterns like; once more where it is not."""

import pytest
from tests.fuzz.runs import of_format, of_money

from chatmine.formats import BUILT_IN


@pytest.mark.parametrize("name", BUILT_IN)
def test_formats_are_linear(name: str) -> None:
    assert not [grown for grown in of_format(name, 2_000, every=3) if not grown.linear]


def test_money_is_linear() -> None:
    assert not [grown for grown in of_money(2_000, every=3) if not grown.linear]
