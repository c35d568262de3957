"""`chatmine evaluate`: figures and mistakes, as people and scripts get them."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from chatmine.evaluation import Seen

GOLD = [
    {"text": "has Acme Ltd paid the £12k?", "ents": [[4, 12, "ORG"], [22, 26, "MONEY"]], "conversation": "deals"},
    {"text": "ask Stoltenberg or Bob", "ents": [[4, 15, "PERSON"], [19, 22, "PERSON"]], "conversation": "deals"},
    {"text": "NATO it is", "ents": [], "conversation": "deals", "speaker": "Boss Lu"},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in GOLD))
    return path


def rows(result: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def test_figures_by_label_and_slice(run: Run, gold: Path) -> None:
    result = run("evaluate", gold, tagging=True)
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == "slice,label,precision,recall,f1,gold,found,right,messages"
    figures = {(row["slice"], row["label"]): list(row.values())[2:] for row in rows(result)}
    assert figures["all", "PERSON"] == ["1.0", "0.5", "0.6667", "2", "1", "1", "3"]
    assert figures["all", "ORG"] == ["0.5", "1.0", "0.6667", "1", "2", "1", "3"]
    assert figures["all", "MONEY"] == ["1.0", "1.0", "1.0", "1", "1", "1", "3"]
    assert figures["all", "micro"] == ["0.75", "0.75", "0.75", "4", "4", "3", "3"]
    assert figures["no mention", "ORG"] == ["0.0", "", "0.0", "0", "1", "0", "1"]
    assert result.stderr == (
        "chatmine: 3 messages in 1 conversation, 0 lines left out; 4 mentions marked, 4 found, 3 right\n"
    )


def test_as_json_with_how_it_was_made(run: Run, gold: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    assert run("evaluate", gold, "-o", target, "-q", tagging=True).stderr == ""
    document = json.loads(target.read_text())
    assert (document["table"], document["gold"]) == ("scores", str(gold))
    assert document["filters"] == {"type": ["PERSON", "ORG", "MONEY"]}
    assert document["account"]["messages"] == 3
    assert len(document["inputs"][0]["sha256"]) == 64
    assert {row["slice"] for row in document["rows"]} >= {"all", "no mention", "one word"}


def test_a_pipeline_that_tells_what_it_was_trained_on(run: Run, gold: Path, model: str) -> None:
    Seen.of(["acme ltd", "Bob"]).write(Path(model))
    try:
        figures = {(row["slice"], row["label"]): row["recall"] for row in rows(run("evaluate", gold, tagging=True))}
    finally:
        (Path(model) / "seen_names.bin").unlink()
    assert figures["seen", "micro"] == "0.5"
    assert figures["unseen", "PERSON"] == "1.0"


def test_only_the_types_asked_for(run: Run, gold: Path) -> None:
    result = run("evaluate", gold, "--type", "person", tagging=True)
    assert {row["label"] for row in rows(result)} == {"PERSON", "micro"}
    assert "not scored: ORG, MONEY" in result.stderr


def test_errors_for_a_person_stand_among_their_neighbours(run: Run, gold: Path) -> None:
    result = run("evaluate", gold, "--errors", "-f", "table", tagging=True)
    assert result.stdout.splitlines()[:10] == [
        f"miss: Bob (PERSON 19-22)  {gold}:2",
        "  (unknown): has Acme Ltd paid the £12k?",
        "> (unknown): ask Stoltenberg or Bob",
        "  Boss Lu: NATO it is",
        "",
        f"false alarm: NATO (ORG 0-4)  {gold}:3",
        "  (unknown): ask Stoltenberg or Bob",
        "> Boss Lu: NATO it is",
        "",
        "slice       label   precision  recall  f1      gold  found  right  messages",
    ]


def test_errors_as_json_with_offsets_and_figures(run: Run, gold: Path) -> None:
    document = json.loads(run("evaluate", gold, "--errors", "-f", "json", tagging=True).stdout)
    miss, alarm = document["rows"]
    assert (miss["error"], miss["label"], miss["name"], miss["start"], miss["end"]) == ("miss", "PERSON", "Bob", 19, 22)
    assert (miss["found"], miss["after"], miss["source"]) == (None, "Boss Lu: NATO it is", f"{gold}:2")
    assert (alarm["error"], alarm["found_label"], alarm["found_start"]) == ("false alarm", "ORG", 0)
    assert document["scores"][0]["label"] == "PERSON"


def test_bad_lines_are_named_counted_and_told_by_the_exit_code(run: Run, gold: Path, tmp_path: Path) -> None:
    with gold.open("a") as stream:
        stream.write('{"text": "hi", "ents": [[0, 9, "ORG"]]}\nno json\n')
    problems = tmp_path / "problems.csv"
    result = run("evaluate", gold, "--problems", problems, tagging=True)
    assert result.returncode == 3
    assert result.stderr.splitlines() == [
        f"chatmine: {gold}:4: left out: a mention from 0 to 9 is outside the text, which has 2 characters",
        f"chatmine: {gold}:5: left out: not JSON",
        "chatmine: 3 messages in 1 conversation, 2 lines left out; 4 mentions marked, 4 found, 3 right",
    ]
    assert len(rows(result)) > 4
    assert "gold.jsonl,5,rejected,not JSON" in problems.read_text()


def test_gold_without_a_message(run: Run) -> None:
    result = run("evaluate", "-", stdin="\n", tagging=True)
    assert (result.returncode, rows(result)) == (
        0,
        [dict(zip(rows(result)[0], ["all", "micro", "", "", "", "0", "0", "0", "0"], strict=True))],
    )
    assert "0 messages in 0 conversations" in result.stderr


@pytest.mark.parametrize("arguments", [["none.jsonl"], ["-", "-f", "docx"], ["-", "--model", "no_such_model"]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    result = run("evaluate", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("chatmine: ") and result.stderr.count("\n") == 1


def test_the_gold_is_never_overwritten(run: Run, gold: Path) -> None:
    before = gold.read_bytes()
    result = run("evaluate", gold, "-o", gold, "-f", "csv", tagging=True)
    assert (result.returncode, gold.read_bytes()) == (2, before)
    assert "would be read and written" in result.stderr


def test_what_strangers_wrote_is_harmless(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    line = {"text": "\x1b[2J [/bold]\nNATO =cmd()", "ents": [], "speaker": "\x1b]0;x\x07", "conversation": "c"}
    path.write_text(json.dumps(line) + "\n" + json.dumps({"text": "hi", "ents": [[0, 2, "\x1b[2J"]]}) + "\n")
    shown = run("evaluate", path, "--errors", "-f", "table", tagging=True)
    assert "\x1b" not in shown.stdout + shown.stderr
    assert r"> \x1b]0;x\x07: \x1b[2J [/bold] NATO =cmd()" in shown.stdout
    (row,) = rows(run("evaluate", path, "--errors", tagging=True))
    assert row["text"] == "\x1b[2J [/bold]\nNATO =cmd()"
