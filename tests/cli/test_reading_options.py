"""How commands are told what a log does not say, and what `inspect` and `--problems` tell in return."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chatmine.cli import app

CHAT = "[04.03.24, 21:58:00] Me: is it 15k?\n[04.03.24, 21:59:00] Bob: yes\n"


def invoked(*arguments: object) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    """A folder of two exports of one chat, the second with a line more, one of them broken."""
    for name, text in (("1", CHAT), ("2", CHAT + "[04.03.24, 22:05:00] Bob: caf\udce9\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "WhatsApp Chat - Port.txt").write_text(text, "utf-8", errors="surrogateescape")
    return tmp_path


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_inspect_tells_all_of_each_file(chats: Path, name: str) -> None:
    told = invoked("inspect", chats, "-f", name, "--encoding", "utf-8")
    rows = list(csv.DictReader(io.StringIO(told))) if name == "csv" else list(map(json.loads, told.splitlines()))
    second = {key: str(value or "0") for key, value in rows[1].items()}
    columns = ("messages", "duplicates", "notices", "rejected", "continuation", "blank", "undecoded", "day_order")
    assert [second[column] for column in columns] == ["1", "2", "0", "0", "0", "0", "1", "day first"]
    assert int(second["lines"]) == sum(int(second[column]) for column in columns[:6])
    assert (second["zone"], second["encoding"]) == ("unknown", "utf-8")


def test_messages_are_in_the_users_zone_and_by_the_owners_name(chats: Path) -> None:
    told = invoked("messages", chats / "1", "--tz", "Europe/Berlin", "--owner", "Ann Lee", "-f", "jsonl")
    first = json.loads(told.splitlines()[0])
    assert (first["timestamp"], first["speaker"]) == ("2024-03-04T20:58:00Z", "Ann Lee")


def test_duplicates_can_be_kept(chats: Path) -> None:
    assert len(invoked("messages", chats, "-f", "jsonl").splitlines()) == 3
    assert len(invoked("messages", chats, "-f", "jsonl", "--keep-duplicates").splitlines()) == 5


def test_problems_name_the_line(tmp_path: Path) -> None:
    (tmp_path / "#deals_20240304.log").write_text("[21:58] <ann> hello\n[21:59] <bob> hi\n\nwhat is this\n")
    problems = tmp_path / "problems.csv"
    invoked("inspect", tmp_path / "#deals_20240304.log", "--problems", problems)
    row, _account = csv.DictReader(io.StringIO(problems.read_text("utf-8")))
    assert (row["line"], row["status"]) == ("4", "rejected")
