"""Counts of parts add up: the same bytes for any chunks, in any order, and after a trip to another process."""

import pickle
import random
from pathlib import Path

import pandas as pd
import pytest
from tests.marked import conversations

from chatmine.engine import Extraction, follow
from chatmine.entities import Entities
from chatmine.tables import TABLES
from chatmine.tables.tally import EVERYTHING, Tally

LINES = (Path(__file__).parent / "conversation.txt").read_text("utf-8").splitlines()
TURNS = list(follow(conversations([*LINES, "@deals", *LINES[1:4], "@list", *LINES[9:]])))


def tallied(turns: list) -> Tally:  # type: ignore[type-arg]
    tally = Tally(EVERYTHING)
    for turn, mentions in turns:
        tally.add(turn, mentions)
    return tally


def csv(name: str, tally: Tally) -> str:
    frame: pd.DataFrame = Extraction(tally, Entities(tally.known())).table(name)
    return frame.to_csv()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("seed", range(5))
def test_any_chunks_in_any_order_give_the_same_bytes(name: str, seed: int) -> None:
    shuffle = random.Random(seed)  # noqa: S311
    cuts = sorted(shuffle.sample(range(1, len(TURNS)), 4))
    parts = [tallied(TURNS[a:b]) for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
    shuffle.shuffle(parts)
    whole = pickle.loads(pickle.dumps(parts[0]))  # noqa: S301
    for part in parts[1:]:
        whole.merge(pickle.loads(pickle.dumps(part)))  # noqa: S301
    assert csv(name, whole) == csv(name, tallied(TURNS))


def test_memory_follows_what_is_different_and_not_how_often() -> None:
    tally = Tally(frozenset({"partners", "periods"}))
    for _ in range(50):
        for turn, mentions in TURNS:
            tally.add(turn, mentions)
    once = tallied(TURNS)
    assert list(tally.groups.numbers) == list(once.groups.numbers)
    assert len(tally.situations) == len(once.situations)
    assert list(tally.groups.counts) == [50 * count for count in once.groups.counts]
