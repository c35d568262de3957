"""`chatmine show`: the dossier of one entity."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

LOG = """\
2024-03-01 09:00 Cy: morning
2024-03-04 21:57 Ann: hi
2024-03-04 21:58 Ann: has Acme Ltd paid? ask Jens Stoltenberg
2024-03-04 21:59 Boss Lu: not yet, ask Chatham House, says Stoltenberg
2024-03-04 22:03 Ann: the price was £12k
2024-03-06 22:03 Ann: \x1b[2J[/bold] Stoltenberg *again*
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "deals.txt"
    path.write_text(LOG)
    return path


def test_a_dossier_says_who_when_with_whom_and_proves_it(run: Run, log: Path) -> None:
    result = run("show", "stoltenberg", log, "-q", tagging=True)
    assert (result.returncode, result.stderr) == (0, "")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[0] == ("Jens Stoltenberg PERSON: 3 mentions in 3 messages, 2024-03-04T21:58:00 to 2024-03-06T22:03:00")
    assert lines[1].startswith("2024-03-04 █") and lines[1].endswith("▄ 2024-03-06")
    assert lines[3:6] == [
        "Written as",
        f"  Jens Stoltenberg  1  its name  {log}:3",
        f"  Stoltenberg  2  short form: only Jens Stoltenberg fits in this conversation (deals)  {log}:4",
    ]
    assert "Mentioned by  Ann 2, Boss Lu 1" in lines
    assert "Heard by  Ann 1, Boss Lu 1" in lines
    assert "Named with  Acme Ltd 1, Chatham House 1" in lines
    first = lines.index(f"{log}:3")
    assert lines[first + 1 : first + 6] == [
        "  2024-03-01T09:00:00 Cy: morning",
        "  2024-03-04T21:57:00 Ann: hi",
        "> 2024-03-04T21:58:00 Ann: has Acme Ltd paid? ask Jens Stoltenberg",
        "  2024-03-04T21:59:00 Boss Lu: not yet, ask Chatham House, says Stoltenberg",
        "  2024-03-04T22:03:00 Ann: the price was £12k",
    ]


def test_sums_near_an_organisation(run: Run, log: Path) -> None:
    result = run("show", "chatham house", log, "-q", tagging=True)
    assert "Sums near it  GBP 12000 1" in result.stdout


def test_what_strangers_wrote_is_harmless(run: Run, log: Path) -> None:
    shown = run("show", "Stoltenberg", log, tagging=True).stdout
    assert "\x1b" not in shown
    assert "\\x1b[2J[/bold] Stoltenberg *again*" in shown
    marked = run("show", "Stoltenberg", log, "-f", "md", tagging=True).stdout
    assert r"\x1b\[2J\[/bold\] **Stoltenberg** \*again\*" in marked


def test_as_json_it_is_true_to_the_last_character(run: Run, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossier.json"
    result = run("show", "Jens Stoltenberg", log, "-o", target, tagging=True)
    assert result.stdout == ""
    dossier = json.loads(target.read_text("utf-8"))
    assert (dossier["entity"], dossier["type"], dossier["mentions"]) == ("Jens Stoltenberg", "PERSON", 3)
    assert dossier["speakers"] == [{"name": "Ann", "mentions": 2}, {"name": "Boss Lu", "mentions": 1}]
    assert sum(dossier["over_time"]) == 3
    last = dossier["passages"][-1]
    assert last["source"] == f"{log}:6"
    text = last["lines"][-1]["text"]
    assert text == "\x1b[2J[/bold] Stoltenberg *again*"
    assert [text[start:end] for start, end in last["lines"][-1]["marks"]] == ["Stoltenberg"]


def test_a_sum_has_a_dossier(run: Run, log: Path) -> None:
    assert run("show", "GBP 12000", log, tagging=True).stdout.startswith("GBP 12000 MONEY: 1 mentions")


def test_did_you_mean(run: Run, log: Path) -> None:
    result = run("show", "Chattam House", log, "-q", tagging=True)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "chatmine: nobody mentions 'Chattam House'; did you mean Chatham House?\n"


def test_nothing_like_it(run: Run, log: Path) -> None:
    assert run("show", "zzzzzz", log, "-q", tagging=True).stderr == "chatmine: nobody mentions 'zzzzzz'\n"


def test_an_unknown_format_is_refused_before_anything_is_read(run: Run, log: Path) -> None:
    result = run("show", "NATO", log, "-f", "csv")
    assert (result.returncode, result.stderr) == (
        2,
        "chatmine: a dossier has no format 'csv'; choose from table, md, json\n",
    )
