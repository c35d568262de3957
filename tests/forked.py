"""Run chatmine in a process of its own that need not import spaCy and pandas again: it is forked from one that has."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["spacy", "pandas", "chatmine.cli", "chatmine.nlp.pipeline", "chatmine.tables.counting"]
)


def run(arguments: list[str], stdin: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with its streams in files of this folder, without a terminal."""
    streams = [folder / name for name in ("stdin", "stdout", "stderr")]
    for stream, text in zip(streams, (stdin, "", ""), strict=True):
        stream.write_text(text, "utf-8", newline="")
    process = PROCESSES.Process(target=_chatmine, args=(arguments, streams, os.getcwd(), dict(os.environ)))  # noqa: PTH109
    process.start()
    process.join()
    out, err = (stream.read_bytes().decode() for stream in streams[1:])
    return subprocess.CompletedProcess(arguments, process.exitcode or 0, out, err)


def _chatmine(arguments: list[str], streams: list[Path], folder: str, environment: dict[str, str]) -> None:
    from chatmine.__main__ import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDWR), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    sys.argv = ["chatmine", *arguments]
    main()
