"""The command line, as people and scripts meet it: outputs, exit codes, errors of one line, pipes that close."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Run

LOG = """\
2024-03-04 21:58 Ann: has Acme Ltd paid the $15,000?
2024-03-04 21:59 Boss Lu: not yet, ask Chatham House
2024-03-04 22:03 Ann: Acme Ltd says tuesday, £12k
"""
ACCOUNT = "3 parts read = 3 messages + 0 duplicates + 0 notices + 0 rejected"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "deals.txt"
    path.write_text(LOG)
    return path


def rows(result: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def test_extract_prints_who_discussed_what(run: Run, log: Path) -> None:
    result = run("extract", log, tagging=True)
    assert result.returncode == 0
    assert [(row["speaker"], row["entity"], row["type"], row["mentions"], row["with"]) for row in rows(result)] == [
        ("Ann", "Acme Ltd", "ORG", "2", "Boss Lu"),
        ("Boss Lu", "Chatham House", "ORG", "1", "Ann"),
        ("Ann", "GBP 12000", "MONEY", "1", "Boss Lu"),
        ("Ann", "USD 15000", "MONEY", "1", "Boss Lu"),
    ]
    first = rows(result)[0]
    assert first["source"] == f"{log}:1"
    assert (first["first"], first["last"]) == ("2024-03-04T21:58:00", "2024-03-04T22:03:00")
    assert first["example"] == "has Acme Ltd paid the $15,000?"


def test_standard_output_is_data_only(run: Run, log: Path) -> None:
    result = run("extract", log, "-f", "jsonl", tagging=True)
    assert all(json.loads(line) for line in result.stdout.splitlines())
    assert result.stderr == f"chatmine: 1 file: 1 read; {ACCOUNT}\n"


def test_quiet_says_nothing_when_all_is_well(run: Run, log: Path) -> None:
    assert run("extract", log, "-q", tagging=True).stderr == ""


def test_the_suffix_of_the_output_file_names_the_format(run: Run, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    result = run("extract", log, "-o", target, "--type", "org", "--since", "2024-03-04", tagging=True)
    assert result.stdout == ""
    document = json.loads(target.read_text())
    assert document["filters"] == {"since": "2024-03-04T00:00:00", "type": ["ORG"]}
    assert {row["type"] for row in document["rows"]} == {"ORG"}


@pytest.mark.parametrize(
    ("options", "entities"),
    [
        (["--type", "MONEY"], {"USD 15000", "GBP 12000"}),
        (["--speaker", "boss*"], {"Chatham House"}),
        (["--until", "2024-03-04T21:58:30"], {"Acme Ltd", "USD 15000"}),
        (["--since", "2024-03-05"], set()),
        (["--min-mentions", "2"], {"Acme Ltd"}),
    ],
)
def test_filters_apply_before_counting(run: Run, log: Path, options: list[str], entities: set[str]) -> None:
    assert {row["entity"] for row in rows(run("extract", log, *options, tagging=True))} == entities


def test_the_same_input_gives_the_same_bytes(run: Run, log: Path) -> None:
    assert run("extract", log, tagging=True).stdout == run("extract", log, tagging=True).stdout


def test_a_log_is_read_from_a_pipe(run: Run) -> None:
    result = run("extract", "-", "-t", "mentions", stdin="Ann: pay Acme Ltd $5k\nBob: ok\nAnn: thanks\n", tagging=True)
    assert [(row["name"], row["entity"], row["source"]) for row in rows(result)] == [
        ("Acme Ltd", "Acme Ltd", "stdin:1"),
        ("$5k", "USD 5000", "stdin:1"),
    ]


def test_messages_are_the_normalised_records(run: Run, log: Path) -> None:
    found = rows(run("messages", log))
    assert [(row["speaker"], row["timestamp"], row["zone_known"]) for row in found][:2] == [
        ("Ann", "2024-03-04T21:58:00", "False"),
        ("Boss Lu", "2024-03-04T21:59:00", "False"),
    ]


def test_inspect_accounts_for_every_file(run: Run, log: Path) -> None:
    (log.parent / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    found = {Path(row["path"]).name: row for row in rows(run("inspect", log.parent))}
    assert found["deals.txt"]["format"] == "transcript"
    assert (found["deals.txt"]["messages"], found["deals.txt"]["lines"]) == ("3", "3")
    assert (found["photo.jpg"]["status"], found["photo.jpg"]["problem"]) == ("skipped", "a JPEG image, not a chat log")


def test_formats_lists_what_is_read(run: Run) -> None:
    assert {"whatsapp", "irc", "table"} <= {row["format"] for row in rows(run("formats"))}


def test_one_bad_file_does_not_stop_the_others_and_is_told(run: Run, log: Path) -> None:
    (log.parent / "broken.bin").write_bytes(b"\x7fELF\x02\x01\0\0")
    problems = log.parent / "problems.csv"
    result = run("extract", log.parent, "--problems", problems, tagging=True)
    assert result.returncode == 3
    assert f"chatmine: {log.parent / 'broken.bin'}: an executable, not a chat log\n" in result.stderr
    assert len(rows(result)) == 4
    assert list(csv.reader(problems.read_text().splitlines())) == [
        ["path", "line", "status", "reason"],
        [str(log.parent / "broken.bin"), "", "failed", "an executable, not a chat log"],
        ["", "", "account", f"2 files: 1 read, 1 failed; {ACCOUNT}"],
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "nowhere"], "no such file or folder: nowhere"),
        (["extract", ".", "-t", "whom-what"], "there is no table 'whom-what'; choose from who-what, "),
        (["extract", ".", "-f", "pdf"], "there is no output format 'pdf'"),
        (["extract", ".", "-o", "x.pdf"], "cannot tell the format of 'x.pdf' from its name: add --format"),
        (["extract", ".", "--model", "nl_none"], "there is no pipeline 'nl_none': install it with pip"),
        (["messages", ".", "--input-format", "fax"], "there is no format 'fax'; known are adium_html"),
        (["messages", ".", "--encoding", "klingon"], "there is no encoding 'klingon'"),
        (["extract", ".", "--since", "yesterday"], "'yesterday' is not a date"),
        (["extract", "--colour"], "No such option"),
    ],
)
def test_wrong_usage_is_one_clear_line_and_exit_2(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_an_empty_folder_is_an_empty_table(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path, tagging=True)
    assert result.returncode == 0
    assert result.stdout.startswith("speaker,entity,type")
    assert result.stdout.count("\n") == 1
    assert result.stderr == "chatmine: no files; 0 parts read = 0 messages + 0 duplicates + 0 notices + 0 rejected\n"


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("[21:58] <ann> hello there\n" * 50_000)
    command = f"{sys.executable} -m chatmine messages {tmp_path} | head -1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert result.stdout == "conversation,timestamp,zone_known,speaker,text,kind,addressee,reply_to,id,source\n"
    assert (result.stderr, result.returncode) == ("", 0)


def test_an_interrupt_is_one_line_and_exit_130(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("[21:58] <ann> hello there\n" * 400_000)
    command = [sys.executable, "-m", "chatmine", "messages", str(tmp_path), "-o", str(tmp_path / "out.csv")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob(".out.csv.*")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, "chatmine: interrupted\n")
    assert not list(tmp_path.glob("*out.csv*"))


def test_hostile_names_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J[red].txt").write_bytes(b"\x7fELF\0")
    result = run("extract", tmp_path, tagging=True)
    assert "\x1b" not in result.stderr
    assert "a\\x1b[2J[red].txt: an executable" in result.stderr


def test_evidence_never_shows_in_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"from": "ann", "ts": "2020-01-01", "body": "sentinel-secret"}, {"from": ')
    result = run("extract", tmp_path, tagging=True)
    assert result.returncode == 3
    assert "sentinel-secret" not in result.stderr
    assert "Traceback" not in result.stderr


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = "import sys, chatmine.cli; print({'spacy', 'pandas', 'numpy', 'rich.table', 'ijson'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_messages_are_read_without_loading_spacy(log: Path) -> None:
    code = (
        "import sys; from chatmine.cli import app; sys.argv[1:] = ['messages', sys.argv[1]]\n"
        "try: app()\nexcept SystemExit: pass\nassert not {'spacy', 'pandas'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code, str(log)], capture_output=True, text=True, check=True)


def test_version_and_help_answer(run: Run) -> None:
    assert run("--version").stdout.startswith("chatmine ")
    assert "extract" in run("--help").stdout
    assert "Exit codes: 0 done" in " ".join(run("--help").stdout.split())


def test_the_source_of_a_name_in_a_pasted_list_is_its_own_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Ann: the targets:\n- Chatham House\n- NATO\nBoss Lu: ok\nAnn: good\n")
    found = rows(run("extract", path, tagging=True))
    assert [(row["entity"], row["source"]) for row in found] == [
        ("Chatham House", f"{path}:2"),
        ("NATO", f"{path}:3"),
    ]
    assert {row["example"] for row in found} == {"the targets: - Chatham House - NATO"}
