"""Every table of one small leak, each row written out by hand."""

from pathlib import Path
from typing import Any

import pytest
from tests.marked import Tagged, conversations

from chatmine.engine import Filters, table
from chatmine.errors import UsageError
from chatmine.tables import TABLES, Shape, kind_of

TAGGED = conversations((Path(__file__).parent / "conversation.txt").read_text("utf-8").splitlines())
EXPECTED = Path(__file__).parent / "expected"


def rows(
    name: str, *columns: str, tagged: list[Tagged] = TAGGED, period: str = "month", **filters: Any
) -> list[tuple[Any, ...]]:
    frame = table(name, tagged, filters=Filters(**filters), period=period)
    assert tuple(frame.columns) == TABLES[name].columns
    return list(frame[list(columns or frame.columns)].itertuples(index=False, name=None))


@pytest.mark.parametrize("name", TABLES)
def test_rows_written_out_by_hand(name: str) -> None:
    assert table(name, TAGGED).to_csv(index=False, lineterminator="\n") == (EXPECTED / f"{name}.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("period", "first", "second"),
    [("day", "2024-03-04", "2024-03-05"), ("week", "2024-W10", "2024-W10"), ("year", "2024", "2024")],
)
def test_the_periods_of_a_timeline(period: str, first: str, second: str) -> None:
    found = dict.fromkeys((row[0], row[1]) for row in rows("timeline", "period", "entity", period=period))
    assert [name for name, _ in found] == sorted(name for name, _ in found)
    assert {(first, "Wang Ju"), (second, "NATO"), ("", "CNY 50000-80000")} <= set(found)


def test_a_price_finds_the_client_of_the_question_before_it() -> None:
    assert rows("money", "entity", "near", "source")[0] == ("USD 15000", "Chatham House", "logs/deals.txt:4")


def test_counts_add_up_over_tables() -> None:
    mentions = len(rows("mentions"))
    for name in ("who-what", "entities", "timeline"):
        assert sum(row[0] for row in rows(name, "mentions")) == mentions
    assert sum(row[0] for row in rows("speakers", "messages")) == len(TAGGED)


@pytest.mark.parametrize("name", TABLES)
def test_where_nothing_is_named_a_filter_leaves_no_entity(name: str) -> None:
    silent = conversations(["Ann: ok", "Bo: fine"])
    found = rows(name, tagged=silent, types=("ORG",), entities=("nobody",), min_mentions=2)
    assert [row[0] for row in found] == (["Ann", "Bo"] if name == "speakers" else [])


def test_two_forms_in_one_message_are_one_message() -> None:
    (stoltenberg,) = rows("entities", "entity", "mentions", "messages", entities=("stoltenberg",))
    assert stoltenberg == ("Jens Stoltenberg", 2, 1)


def test_of_more_than_a_hundred_names_the_first_hundred_are_paired() -> None:
    names = " ".join(f"[Body {number:03}]|ORG" for number in range(120))
    found = rows("pairs", "a", "b", tagged=conversations([f"Ann: {names} [£12k]|MONEY|GBP 12000"]))
    assert len(found) == 100 * 99 // 2
    assert max(b for _, b in found) == "Body 099"


@pytest.mark.parametrize(
    ("filters", "entities"),
    [
        ({"types": ("MONEY",)}, ["CNY 50000-80000", "GBP 11900", "GBP 12000", "USD 15000"]),
        ({"min_mentions": 2}, ["Chatham House", "Boss Lu", "Jens Stoltenberg", "UK Foreign Office"]),
        ({"entities": ("*foreign office",)}, ["UK Foreign Office", "Foreign Office"]),
        ({"entities": ("STOLTENBERG",)}, ["Jens Stoltenberg"]),
        ({"speakers": ("xiao*",)}, ["Jens Stoltenberg", "Foreign Office", "NATO", "USD 15000"]),
        ({"conversations": ("list",)}, ["Boss Lu", "CNY 50000-80000", "Chatham House", "Foreign Office"]),
    ],
)  # fmt: skip
def test_filters(filters: dict[str, Any], entities: list[str]) -> None:
    assert [entity for (entity,) in rows("entities", "entity", **filters)] == entities


def test_money_is_found_by_what_is_near_it() -> None:
    assert rows("money", "entity", entities=("wang ju",)) == [("GBP 12000",), ("GBP 11900",)]
    assert len(rows("money", types=("MONEY",))) == 4


def test_pairs_of_one_entity() -> None:
    assert rows("pairs", "a", "b", entities=("nato",)) == [("Jens Stoltenberg", "NATO")]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_nothing_has_its_columns(name: str) -> None:
    assert rows(name, tagged=[]) == []
    assert rows(name, entities=("nobody",)) == [] or name == "speakers"


def test_an_unknown_table_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="who-what, entities, speakers"):
        kind_of("who")


def test_the_shape_of_a_table() -> None:
    frame = table("entities", TAGGED)
    shape = Shape(kind_of("entities"), ("mentions", "entity"), ("-mentions", "entity"), 2)
    assert shape.of(frame).values.tolist() == [[3, "Chatham House"], [2, "Boss Lu"]]
    with pytest.raises(UsageError, match="no column 'sum'; choose from entity, type"):
        Shape(kind_of("entities"), ("sum",))


def test_a_very_long_message_is_cut_around_the_name() -> None:
    tagged = conversations([f"Ann: {'a ' * 2000}[NATO]|ORG{' b' * 2000}"])
    ((example,),) = rows("who-what", "example", tagged=tagged)
    assert str(example).startswith("…a a")
    assert "NATO" in str(example)
    assert len(str(example)) < 1000
