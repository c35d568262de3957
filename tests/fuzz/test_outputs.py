"""Hostile cells: what every writer writes is read back cell for cell."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.cells import cells, check_cells

BOUNDED = settings(
    derandomize=True, deadline=None, database=None, max_examples=150, suppress_health_check=list(HealthCheck)
)


@BOUNDED
@given(st.lists(st.tuples(cells(), cells(), cells()), max_size=4))
def test_every_cell_is_read_back(rows: list[tuple[Any, ...]]) -> None:
    check_cells(rows)
