"""Tagging by a Dask cluster: texts go to its workers and plain values come back, as with processes of this machine.

So the workers need chatmine and the pipeline, not the logs; what depends on the order of all messages is done here, and
the result is the same. A worker loads the pipeline once. What a lost worker had under way Dask gives to another.
"""

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chatmine.errors import UsageError, WorkerError
from chatmine.nlp.windows import Batch, Found
from chatmine.nlp.workers import Recipe

if TYPE_CHECKING:
    from chatmine.nlp.tagging import Tagger

_PATIENCE = 15  # seconds in which the scheduler must answer and have a worker
_READY = 2  # batches that lie ready for each thread of the cluster


def tag_on_cluster(recipe: Recipe, address: str, batches: Iterator[Batch]) -> Iterator[list[list[Found]]]:
    """What is found in each text of each batch, in their order, by the workers of the scheduler at `address`.

    Raises:
        UsageError: Dask is not installed, or there is no such cluster, or its workers cannot load the pipeline.
        WorkerError: workers die again and again over the same texts.
    """
    with _connected(address) as client:
        # A task and no scattered value: should its worker be lost, it is made again.
        shared = client.submit(_as_it_is, recipe, pure=False)
        sent = deque[Any]()
        for batch in batches:
            sent.append(client.submit(tag_batch, shared, batch, pure=False))
            if len(sent) >= _READY * max(1, sum(client.nthreads().values())):
                yield _result(sent.popleft())
        while sent:
            yield _result(sent.popleft())


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise UsageError("--dask needs more than is installed: pip install 'chatmine[dask]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said below, in a line
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise UsageError(f"the Dask cluster at {address} has no workers") from error
        yield client


def _result(future: Any) -> list[list[Found]]:
    from distributed import KilledWorker

    try:
        return future.result()  # type: ignore[no-any-return]
    except KilledWorker as error:
        raise WorkerError("workers of the cluster die over the same texts, perhaps for memory") from error
    except ModuleNotFoundError as error:
        raise UsageError(f"the workers of the cluster have no {error.name}: install chatmine there too") from error


def _as_it_is(recipe: Recipe) -> Recipe:
    return recipe


_one_at_a_time = threading.Lock()  # a pipeline is not made for several threads


@lru_cache(maxsize=2)
def _tagger(recipe: Recipe) -> "Tagger":
    return recipe.tagger()


def tag_batch(recipe: Recipe, batch: Batch) -> list[list[Found]]:
    """What is found in each text, on a worker: it gets the same recipe each time, and loads the pipeline once."""
    with _one_at_a_time:
        return _tagger(recipe)(batch)
