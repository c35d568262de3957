"""Hostile words on every path that a person reads: tables, dossiers, errors, the summary, names, tracebacks."""

import csv
import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run

PAYLOADS = [
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;http://x.example\x1b\\here\x1b]8;;\x1b\\",
    "a\u202etxt.exe",
    "\u2066a\u2069",
    "\x9b2J\x90q\x9c",
    "\x07\x08\x7f",
    "a\0b",
    "real\rfake",
    "[bold]x[/bold][/red]",
    "[link=http://x.example]y[/link]",
    ":smile:",
]
ALL = " ".join(PAYLOADS).replace("\0", "")  # with a zero a file is binary, and no argument
AS_A_NAME = ALL.replace("/", "")
BAD = set(map(chr, [*range(9), *range(11, 32), *range(127, 160), 0x202E, 0x2066, 0x2069]))


def chat(payload: str) -> str:
    """A table of messages: its cells may hold anything."""
    rows = io.StringIO()
    quoted = csv.writer(rows, quoting=csv.QUOTE_ALL)
    quoted.writerow(("time", "sender", "text"))
    for minute in range(3):
        quoted.writerow((f"2024-03-04 21:5{minute}", f"Ann {payload}", f"pay Acme Ltd $5k {payload} now"))
    return rows.getvalue()


def test_in_a_chat(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chat.csv"
    path.write_bytes(chat(ALL).encode())
    commands = [
        ["extract", "-f", "table"],
        ["extract", "-f", "md"],
        ["show", "Acme Ltd"],
        ["show", "Acme Ltd", "-f", "md"],
    ]
    for command in commands:
        result = run(*command, path, tagging=True)
        assert result.returncode == 0, result.stderr
        assert not BAD & set(result.stdout + result.stderr)
        assert "Ann" in result.stdout


def test_in_the_name_of_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / f"{AS_A_NAME}.bin").write_bytes(b"\x7fELF\0")
    (tmp_path / f"{AS_A_NAME}.log").write_text("[21:58] <ann> hello there\n")
    for command in (["messages", "-f", "table"], ["inspect", "-f", "table"], ["inspect", "-f", "md"]):
        result = run(*command, tmp_path)
        assert result.returncode == 3
        assert not BAD & set(result.stdout + result.stderr)


@pytest.mark.parametrize(
    "arguments", [["PAYLOAD"], ["messages", "PAYLOAD"], ["messages", "--PAYLOAD"], ["messages", ".", "--tz", "PAYLOAD"],
                  ["messages", ".", "--since", "PAYLOAD"], ["messages", ".", "--encoding", "PAYLOAD"],
                  ["messages", ".", "--cap", "PAYLOAD=1"], ["messages", ".", "-o", "no/PAYLOAD.csv"]],
)  # fmt: skip
def test_in_an_error(run: Run, arguments: list[str]) -> None:
    result = run(*(word.replace("PAYLOAD", AS_A_NAME) for word in arguments))
    assert (result.returncode, result.stdout) == (2, "")
    assert not BAD & set(result.stderr)


def test_a_name_cannot_fake_a_line_of_ours(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\nchatmine: 1 file: 1 read").write_bytes(b"\x7fELF\0")
    assert len(run("messages", tmp_path).stderr.splitlines()) == 2


SENTINEL = "sentinel-secret"
BREAKS = f"""
import sys
from chatmine.formats import irc
def parse(log):
    secret = "{SENTINEL}"
    raise KeyError(secret + "\\x1b[2J")
    yield
irc.FORMAT.__class__.parse = lambda self, log: parse(log)
from chatmine.__main__ import main
main()
"""


def broken(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a chatmine one of whose readers has a defect."""
    (tmp_path / "a.log").write_text("[21:58] <ann> hello there\n[21:58] <ann> hello there\n")
    command = [sys.executable, "-c", BREAKS, *arguments, str(tmp_path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_defect_in_a_reader_is_one_line_without_evidence(tmp_path: Path) -> None:
    result = broken(tmp_path, "messages")
    assert result.returncode == 3
    assert "a.log: the irc reader broke: KeyError at <string>:" in result.stderr
    assert SENTINEL not in result.stderr
    assert "Traceback" not in result.stderr


def test_with_debug_its_place_is_told_without_values(tmp_path: Path) -> None:
    result = broken(tmp_path, "messages", "--debug")
    assert "Traceback (most recent call last)" in result.stderr
    assert "in parse" in result.stderr
    assert f'secret = "{SENTINEL}"' not in result.stderr
    assert not BAD & set(result.stderr)


def test_a_defect_anywhere_else_is_one_line_and_exit_1(tmp_path: Path) -> None:
    code = (
        "import sys, chatmine.cli.messages as m\n"
        f"def broken(*_): raise ValueError('{SENTINEL}')\n"
        "m._rows = broken\nfrom chatmine.__main__ import main; main()"
    )
    (tmp_path / "a.log").write_text("[21:58] <ann> hello there\n")
    command = [sys.executable, "-c", code, "messages", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("chatmine: a defect in chatmine: ValueError at ")
    assert SENTINEL not in result.stderr


def test_on_a_terminal(tmp_path: Path, model: str) -> None:
    """What chatmine writes there of its own are colours and the movements of its progress."""
    path = tmp_path / "chat.csv"
    path.write_bytes(chat(ALL).encode())
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "chatmine", "extract", "--model", model, str(path)]
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    told = b""
    while chunk := _read(ours):
        told += chunk
    assert process.wait(60) == 0
    assert b"Ann" in told
    assert b"\x1b]" not in told
    assert b"\x1b[2J" not in told.replace(b"\x1b[2K", b"")
    assert "\u202e".encode() not in told


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody writes any more
        return b""
