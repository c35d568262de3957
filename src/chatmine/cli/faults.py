"""What goes wrong in any command, as one clear line and an exit code; `--debug` adds where in the program it arose.

A text, a name or a path in an error may be a stranger's: `say` makes it harmless. What Python's own errors say may be a
piece of somebody's message, so only their kind and place are told.
"""

import io
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import singledispatch
from pathlib import Path
from typing import Any, NoReturn, TextIO

import typer
from typer.core import TyperGroup

from chatmine.errors import ChatmineError, WorkerError
from chatmine.outputs.harmless import harmless, one_line

DONE, STOPPED, USAGE, INTERRUPTED = 0, 1, 2, 130
LOG = logging.getLogger("chatmine")
_WrongUsage: Any = typer.BadParameter.__mro__[2]  # ClickException, wherever this version of Typer keeps it


def say(text: str) -> None:
    """One line to standard error; the words may be a stranger's."""
    sys.stderr.write(f"chatmine: {one_line(text)}\n")


def run(command: Callable[[], Any]) -> int:
    """The exit code of a command; whatever goes wrong in it is told."""
    try:
        _prepare()
        code = command()
        sys.stdout.flush()
    except BaseException as error:
        return tell(error)
    return code if isinstance(code, int) else DONE


def tell(error: BaseException) -> int:
    """Say what went wrong; the exit code that it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not break into the last words
    LOG.debug("it arose here:", exc_info=error)
    try:
        return _told(error)
    except OSError:  # nobody can be told: standard error is closed or full
        _silence(sys.stderr)
        return STOPPED


class Group(TyperGroup):
    """The commands; Typer would end some of what goes wrong in them in its own way."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, OSError) as error:
            raise typer.Exit(tell(error)) from error


def show_places(wanted: bool) -> None:
    """What `--debug` does: tracebacks are told, without the values of variables."""
    if wanted and not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(_Harmless())
        LOG.addHandler(handler)
        LOG.setLevel(logging.DEBUG)


class _Harmless(logging.Formatter):
    """Log records whose words cannot command a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return harmless(super().format(record))


def _prepare() -> None:
    """Make sure of the three streams, and of a clean end where the system asks for one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # closed by the caller: a file of ours that took its number would get what is printed
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 (whoever writes is told so)
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)  # unlike the system's own end this one removes the file that is being written


@singledispatch
def _told(error: BaseException) -> int:
    say(f"a defect in chatmine: {type(error).__name__} at {_place(error)}; please report it with what --debug tells")
    return STOPPED


@_told.register
def _(error: ChatmineError) -> int:
    say(str(error))
    return STOPPED if isinstance(error, WorkerError) else USAGE


@_told.register(_WrongUsage)
def _(error: Any) -> int:
    words = io.StringIO()
    error.show(file=words)
    sys.stderr.write(harmless(words.getvalue()))
    return USAGE


@_told.register
def _(error: ModuleNotFoundError) -> int:
    say(f"this needs the Python package {error.name!r}, which is not installed")
    return USAGE


@_told.register
def _(_: MemoryError) -> int:
    say("out of memory: read fewer files at once")
    return STOPPED


@_told.register(KeyboardInterrupt)
@_told.register(typer.Abort)
def _(_: BaseException) -> int:
    say("interrupted")
    return INTERRUPTED


@_told.register
def _(error: SystemExit) -> int:
    return error.code if isinstance(error.code, int) else DONE


@_told.register
def _(_: BrokenPipeError) -> int:
    _silence(sys.stdout)  # whoever read us has enough
    return DONE


@_told.register
def _(error: OSError) -> int:
    _silence(sys.stdout)
    say(f"{error.filename or 'standard output'}: {error.strerror or error}")
    return STOPPED


def _silence(stream: TextIO) -> None:
    """Let what Python would still flush at its end go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _place(error: BaseException) -> str:
    """The last line of our own that the error passed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "chatmine" in Path(frame.filename).parts] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "an unknown place"
