"""A Dask cluster: the same result as this process, also when a worker is lost."""

import os
import signal
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest

from chatmine.errors import UsageError
from chatmine.nlp import windows
from chatmine.nlp.cluster import tag_on_cluster
from chatmine.nlp.windows import Batch, Window, tag_in_windows
from chatmine.nlp.workers import Recipe, tagging
from chatmine.records import Message

distributed = pytest.importorskip("distributed", reason="only where Dask is installed", exc_type=ImportError)
pytestmark = pytest.mark.filterwarnings("ignore")  # those of Dask are not ours
BATCH: Batch = [Window(["ask NATO", "ok"], ["Ann", "Bob"], [True, True])]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process of its own."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


def test_the_result_is_that_of_one_process(model: str, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "BATCH", 64)
    said = [Message("deals", "Ann", f"pay Acme Ltd ${number}k, says Boss Lu") for number in range(1000)]
    recipe = Recipe(model)
    alone = list(tag_in_windows(said, tagging(recipe, 1)))
    assert list(tag_in_windows(said, tagging(recipe, None, cluster.scheduler_address))) == alone


def test_what_a_lost_worker_had_under_way_is_done_again(model: str, cluster: Any) -> None:
    results = tag_on_cluster(Recipe(model), cluster.scheduler_address, repeat(BATCH, 40))
    before = next(results)
    with distributed.Client(cluster, set_as_default=False) as client:
        pid = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)
    assert list(results) == [before] * 39


def test_a_pipeline_that_the_workers_lack_is_named(cluster: Any) -> None:
    with pytest.raises(UsageError, match="there is no pipeline 'xx_none'"):
        list(tag_on_cluster(Recipe("xx_none"), cluster.scheduler_address, iter([BATCH])))


def test_an_address_where_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatmine.nlp.cluster._PATIENCE", 0.2)
    with pytest.raises(UsageError, match="no Dask scheduler answers at tcp"):
        list(tag_on_cluster(Recipe("none"), "tcp://127.0.0.1:9", iter([])))
