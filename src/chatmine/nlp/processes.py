"""Tagging by several processes of this machine.

Each is a Python of its own that is given batches by its standard input, one at a time, and answers by its output. They
share nothing, so that one which is killed harms no other: a new one takes over its batch. Ctrl-C does not reach them;
they end when this process ends them, or when it is gone and their input with it.
"""

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import IO, Any

from chatmine.errors import WorkerError
from chatmine.nlp.windows import Batch, Found
from chatmine.nlp.workers import Recipe

_AHEAD = 2  # batches that lie ready beyond those that are being tagged
_DEATHS = 3  # processes that may die over one batch
_BEGIN = "import sys; sys.path[:] = {path!r}; from chatmine.nlp.processes import serve; serve()"
_APART: dict[str, Any] = {"start_new_session": True}
if sys.platform == "win32":
    _APART = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}


def tag_by_processes(recipe: Recipe, jobs: int, batches: Iterator[Batch]) -> Iterator[list[list[Found]]]:
    """What is found in each text of each batch, in their order.

    Raises:
        UsageError: the pipeline cannot be loaded.
        WorkerError: processes are killed again and again.
    """
    sent = deque[Future[list[list[Found]]]]()
    with _Processes(recipe, jobs) as processes:
        for batch in batches:
            sent.append(processes.send(batch))
            if len(sent) == jobs + _AHEAD:
                yield sent.popleft().result()
        while sent:
            yield sent.popleft().result()


class _Processes:
    """Processes, each with a thread that waits for it."""

    def __init__(self, recipe: Recipe, jobs: int) -> None:
        self._all = [_Process(recipe) for _ in range(jobs)]
        self._idle = SimpleQueue[_Process]()
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> "_Processes":
        for process in self._all:
            self._idle.put(process)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._all:
            process.end()
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.close()

    def send(self, batch: Batch) -> "Future[list[list[Found]]]":
        return self._threads.submit(self._tag, batch)

    def _tag(self, batch: Batch) -> list[list[Found]]:
        process = self._idle.get()
        try:
            return process.tag(batch)
        finally:
            self._idle.put(process)


class _Process:
    """One process, started when it is first needed and again when it died."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def tag(self, batch: Batch) -> list[list[Found]]:
        for _ in range(_DEATHS):
            try:
                answer = self._answer(self._process or self._started(), batch)
            except (OSError, EOFError, pickle.UnpicklingError):
                self.close()
                if self._ended:
                    break
            else:
                if isinstance(answer, Exception):
                    raise answer
                return answer
        raise WorkerError("the processes that tag are killed again and again, perhaps for memory: try --jobs 1")

    def end(self) -> None:
        """Let whoever waits for it wait no longer."""
        self._ended = True
        if self._process:
            self._process.kill()

    def close(self) -> None:
        """Leave nothing of it behind."""
        process, self._process = self._process, None
        if process:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr]
            process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", _BEGIN.format(path=sys.path)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **_APART)  # noqa: S603
        self._process = process
        if self._ended:
            process.kill()
        _send(self._recipe, process.stdin)
        return process

    @staticmethod
    def _answer(process: "subprocess.Popen[bytes]", batch: Batch) -> "list[list[Found]] | Exception":
        _send(batch, process.stdin)
        return pickle.load(process.stdout)  # type: ignore[no-any-return, arg-type]  # noqa: S301


def _send(value: object, stream: IO[bytes] | None) -> None:
    assert stream is not None  # noqa: S101
    pickle.dump(value, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def serve() -> None:
    """Be such a process: take a recipe, then batches, and answer each, until the input ends."""
    # Whatever a library prints must not come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(EOFError, BrokenPipeError):
        recipe: Recipe = pickle.load(sys.stdin.buffer)  # noqa: S301
        tagger = None
        while True:
            batch: Batch = pickle.load(sys.stdin.buffer)  # noqa: S301
            try:
                tagger = tagger or recipe.tagger()
                answer: object = tagger(batch)
            except Exception as error:
                answer = error
            _send(answer, answers)
    os._exit(0)
