"""Several processes: the same result as one, whatever happens to them."""

import os
import subprocess
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest

from chatmine.errors import UsageError, WorkerError
from chatmine.nlp import processes, windows
from chatmine.nlp.processes import tag_by_processes
from chatmine.nlp.windows import Batch, Window, tag_in_windows
from chatmine.nlp.workers import Recipe, tagging
from chatmine.records import Mention, Message

TEXTS = ("ask NATO", "pay Acme Ltd $15k", "ok", "Boss Lu paid 3-5万 to Jens Stoltenberg", "", "up to £20 an hour")


def messages(count: int) -> Iterator[Message]:
    """Long enough for several batches."""
    for number in range(count):
        yield Message("deals", "Ann", f"{TEXTS[number % len(TEXTS)]} {number // len(TEXTS) or ''}", line=number)


def found(recipe: Recipe, jobs: int | None, count: int = 3000) -> list[tuple[Message, list[Mention]]]:
    return list(tag_in_windows(messages(count), tagging(recipe, jobs)))


@pytest.fixture(scope="module", autouse=True)
def _small_batches() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "BATCH", 64)
        yield


@pytest.fixture(scope="module")
def alone(model: str) -> list[tuple[Message, list[Mention]]]:
    return found(Recipe(model), 1)


@pytest.mark.parametrize("jobs", [2, 3, None])
def test_the_result_is_the_same_for_any_number_of_processes(
    model: str, alone: list[tuple[Message, list[Mention]]], jobs: int | None
) -> None:
    assert found(Recipe(model), jobs) == alone


def test_little_is_tagged_without_another_process(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "tag_by_processes", None)
    monkeypatch.setattr(windows, "BATCH", 256)
    assert len(found(Recipe(model), None, count=600)) == 600


BATCH: Batch = [Window(["ask NATO", "ok"], ["Ann", "Bob"], [True, True])]
Started = list["subprocess.Popen[bytes]"]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The processes that are started from here on."""
    started: Started = []

    def start(*command: Any, **options: Any) -> "subprocess.Popen[bytes]":
        started.append(popen(*command, **options))
        return started[-1]

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", start)
    return started


def kill(started: Started) -> None:
    for process in started:
        process.kill()
        process.wait()


def test_what_a_killed_process_had_under_way_is_done_again(model: str, started: Started) -> None:
    results = tag_by_processes(Recipe(model), 2, repeat(BATCH, 12))
    before = next(results)
    kill(started)
    assert list(results) == [before] * 11
    assert len(started) > 2


def test_processes_that_are_killed_again_and_again_are_given_up(model: str, started: Started) -> None:
    def batches() -> Iterator[Batch]:
        while True:
            yield BATCH
            kill(started)

    with pytest.raises(WorkerError, match="try --jobs 1"):
        list(tag_by_processes(Recipe(model), 2, batches()))


def test_whoever_stops_early_leaves_no_process_behind(model: str, started: Started) -> None:
    results = tag_by_processes(Recipe(model), 2, repeat(BATCH))
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert started
    assert all(process.poll() is not None for process in started)


@pytest.mark.skipif(not hasattr(os, "getsid"), reason="Windows has no sessions")
def test_ctrl_c_reaches_only_the_process_that_ends_the_others(model: str, started: Started) -> None:
    def batches() -> Iterator[Batch]:
        yield from repeat(BATCH, 4)
        assert {os.getsid(process.pid) for process in started}.isdisjoint({os.getsid(0)})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(tag_by_processes(Recipe(model), 2, batches()))
    assert started
    assert all(process.poll() is not None for process in started)


def test_a_pipeline_that_is_missing_is_named_by_every_way_to_tag() -> None:
    for jobs in (1, 2):
        with pytest.raises(UsageError, match="there is no pipeline 'xx_none'"):
            found(Recipe("xx_none"), jobs, count=10)
