"""Who tags: this process, several processes of this machine, or those of a Dask cluster; the result is the same.

Only texts go to another process and only plain values come back, batch by batch. What is under way is bounded, so that
memory does not follow the length of the logs, and results are taken in the order in which the batches were sent.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from chatmine.nlp.windows import Batch, Found, TagBatches

if TYPE_CHECKING:
    from chatmine.nlp.tagging import Tagger
    from chatmine.nlp.watch import Listed

_PAYS = 2  # batches for each process that make up for the time in which it loads the pipeline
_MOST_LOOKED_AT = 16  # batches that are read before it is decided how many processes tag


@dataclass(frozen=True, eq=False)
class Recipe:
    """All that a process needs to tag as this one would: names and lists, since a pipeline itself does not travel."""

    model: str = "chat+chat_zh"
    currency: str = "USD"
    watch: "tuple[Listed, ...]" = ()

    def tagger(self) -> "Tagger":
        """Load the pipeline, and the user's watch list beside it.

        Raises:
            UsageError: the pipeline cannot be loaded.
        """
        from chatmine.nlp.import_spacy import import_spacy

        import_spacy()
        from chatmine.nlp.pipeline import load
        from chatmine.nlp.tagging import Tagger
        from chatmine.nlp.watch import Watch

        nlp = load(self.model, currency=self.currency)
        return Tagger(nlp, Watch(self.watch, nlp) if self.watch else None)


def tagging(recipe: Recipe, jobs: int | None = None, dask: str | None = None) -> TagBatches:
    """How batches are tagged: by `jobs` processes, as many as pay if None, or by the cluster at the address `dask`."""
    if dask:
        from chatmine.nlp.cluster import tag_on_cluster

        return partial(tag_on_cluster, recipe, dask)
    return partial(_tag_by, recipe, jobs)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tag_by(recipe: Recipe, jobs: int | None, batches: Iterator[Batch]) -> Iterator[list[list[Found]]]:
    if jobs is None:
        first = list(islice(batches, min(_PAYS * cores(), _MOST_LOOKED_AT)))
        batches = chain(first, batches)
        jobs = max(1, min(cores(), len(first) // _PAYS)) if len(first) < _MOST_LOOKED_AT else cores()
    if jobs == 1:
        return map(recipe.tagger(), batches)
    from chatmine.nlp.processes import tag_by_processes

    return tag_by_processes(recipe, jobs, batches)
