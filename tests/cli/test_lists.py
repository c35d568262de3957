"""`chatmine aliases`, and the lists that go back in: --aliases, --watch, --ignore."""

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

LOG = """\
2024-03-04 21:58 Ann: has Acme Ltd paid? ask Jens Stoltenberg
2024-03-04 21:59 Boss Lu: not yet, ask Chatham House, says Stoltenberg
2024-03-04 22:03 Ann: Acme Ltd says tuesday, harbour fund gmbh pays £12k
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "deals.txt"
    path.write_text(LOG)
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], Path]:
    """A list in a file."""

    def listed(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding)
        return path

    return listed


def rows(result: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def entities(run: Run, log: Path, *options: object) -> dict[str, str]:
    result = run("extract", log, "-t", "entities", "-q", *options, tagging=True)
    return {row["entity"]: row["names"] for row in rows(result)}


def test_aliases_lists_a_merge_with_its_reason_and_its_proof(run: Run, log: Path) -> None:
    merged = rows(run("aliases", log, tagging=True))[0]
    assert merged == {
        "action": "merge",
        "type": "PERSON",
        "name": "Stoltenberg",
        "entity": "Jens Stoltenberg",
        "where": "deals",
        "reason": "short form: only Jens Stoltenberg fits in this conversation",
        "mentions": "1",
        "conversations": "1",
        "example": "not yet, ask Chatham House, says Stoltenberg",
        "source": f"{log}:2",
    }


def test_the_list_handed_back_unchanged_changes_nothing(run: Run, log: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    run("aliases", log, "-o", path, "--excel", tagging=True)
    assert entities(run, log, "--aliases", path) == entities(run, log)
    again = run("aliases", log, "--aliases", path, tagging=True)
    assert [row["entity"] for row in rows(again)] == ["Jens Stoltenberg"]
    assert rows(again)[0]["reason"] == "your list of aliases, row 2"


def test_edited_it_keeps_apart_forces_and_renames(run: Run, log: Path, listed: Callable[[str], Path]) -> None:
    path = listed(
        "action,type,name,entity,where\n"
        "keep apart,PERSON,Stoltenberg,Jens Stoltenberg,\n"
        "merge,ORG,acme,Chatham House,\n"
        "merge,ORG,Chatham House,The Institute,deals\n"
    )
    assert entities(run, log, "--aliases", path) == {
        "The Institute": "Acme Ltd | Chatham House",
        "GBP 12000": "£12k",
        "Jens Stoltenberg": "Jens Stoltenberg",
        "Stoltenberg": "Stoltenberg",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_spreadsheet_may_write_semicolons_and_other_columns(
    run: Run, log: Path, listed: Callable[..., Path], encoding: str
) -> None:
    path = listed("Entity;Name;Note\nThe Institute;Chatham House;ours\n;;\n", encoding)
    assert "The Institute" not in entities(run, log, "--aliases", path)
    path = listed("Entity;Name;Action\nThe Institute;Chatham House;Merge\n", encoding)
    assert "The Institute" in entities(run, log, "--aliases", path)


def test_a_bad_row_is_reported_and_the_others_work(run: Run, log: Path, listed: Callable[[str], Path]) -> None:
    path = listed("action,type,name,entity\nfuse,ORG,a,b\nmerge,PLANET,a,b\nmerge,ORG,,b\nmerge,ORG,Acme,Akme\n")
    result = run("extract", log, "-q", "--aliases", path, tagging=True)
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        f"chatmine: {path}: row 2 left out: there is no action 'fuse'; write merge, keep apart or suggest",
        f"chatmine: {path}: row 3 left out: there is no type 'PLANET'; write PERSON or ORG",
        f"chatmine: {path}: row 4 left out: no name",
    ]
    assert "Akme" in {row["entity"] for row in rows(result)}


def test_a_list_without_its_column_is_refused(run: Run, log: Path, listed: Callable[[str], Path]) -> None:
    result = run("extract", log, "--ignore", listed("names\nAcme\n"), tagging=True)
    assert (result.returncode, result.stdout) == (2, "")
    assert "the first row has no column 'name'" in result.stderr


def test_watch_finds_a_name_in_any_case_that_the_model_misses(
    run: Run, log: Path, listed: Callable[[str], Path]
) -> None:
    path = listed("name,type,alias,alias\nHarbour Fund,ORG,HARBOUR FUND GMBH,HF\nNobody,,\nLate Freight,company\n")
    result = run("extract", log, "-t", "mentions", "--watch", path, "--entity", "harbour fund", tagging=True)
    (row,) = rows(result)
    assert (row["name"], row["entity"], row["type"], row["by"]) == ("harbour fund gmbh", "Harbour Fund", "ORG", "watch")
    assert "row 3 left out: Nobody: no type; write PERSON or ORG" in result.stderr


def test_watched_rows_are_marked(run: Run, log: Path, listed: Callable[[str], Path]) -> None:
    path = listed("name,type\nHarbour Fund,ORG\nAcme Ltd,ORG\n")
    for table in ("who-what", "entities", "mentions"):
        found = rows(run("extract", log, "-t", table, "--watch", path, tagging=True))
        assert {row["entity"] for row in found if row["watched"]} == {"Acme Ltd", "Harbour Fund"}
    assert "watched" not in rows(run("extract", log, tagging=True))[0]


def test_ignore_removes_names_and_patterns_and_says_how_much(
    run: Run, log: Path, listed: Callable[[str], Path]
) -> None:
    path = listed("name,type\nacme,ORG\n/^chatham/,\n/(a+)+$/,\n")
    result = run("extract", log, "-t", "entities", "-q", "--ignore", path, tagging=True)
    assert {row["entity"] for row in rows(result)} == {"GBP 12000", "Jens Stoltenberg"}
    assert result.stderr.splitlines() == [
        f"chatmine: {path}: row 4 left out: (a+)+$: a repeat inside a repeat, or a choice, can take forever",
        "chatmine: ignored 3 mentions (acme 2; /^chatham/ 1)",
    ]
