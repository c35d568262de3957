"""Results say how they were made: the program, the pipeline, options and filters, the account, the inputs' hashes."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from chatmine import __version__
from chatmine.cli.provenance import made_from

LOG = "2024-03-04 21:58 Ann: has Acme Ltd paid?\n2024-03-04 21:59 Bob: not yet\n\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "deals.txt"
    path.write_text(LOG)
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_json_records_how_it_was_made(run: Run, log: Path, model: str) -> None:
    options = ["--tz", "UTC", "--type", "ORG", "--speaker", "ann", "--cap", "ratio=9"]
    document = json.loads(run("extract", log, "-f", "json", *options, tagging=True).stdout)
    assert (document["chatmine"], document["model"], document["model_version"]) == (__version__, model, "0.0.0")
    assert document["filters"] == {"speaker": ["ann"], "type": ["ORG"]}
    assert document["options"]["zone"] == "UTC"
    assert document["options"]["limits"]["ratio"] == 9
    assert document["account"] == {
        "files": 1, "files_read": 1, "read": 2, "messages": 2, "duplicates": 0, "notices": 0, "rejected": 0,
        "unaccounted": 0,
    }  # fmt: skip
    (read,) = document["inputs"]
    assert (read["path"], read["sha256"], read["bytes"], read["messages"]) == (str(log), sha256(log), len(LOG), 2)


def test_the_hash_of_a_pipeline_is_that_of_all_its_files(model: str, tmp_path: Path) -> None:
    copies = [Path(shutil.copytree(model, tmp_path / name)) for name in ("same", "other", "more")]
    (copies[1] / "meta.json").write_bytes((copies[1] / "meta.json").read_bytes() + b"\n")
    (copies[2] / "one more").write_bytes(b"")
    first, same, other, more = (str(made_from([], str(path))["model_sha256"]) for path in (model, *copies))
    assert len(first) == 64
    assert first == same
    assert len({first, other, more}) == 3


@pytest.mark.parametrize("command", ["messages", "inspect"])
def test_every_json_has_the_account_and_the_inputs(run: Run, log: Path, command: str) -> None:
    document = json.loads(run(command, log.parent, "-f", "json").stdout)
    assert document["account"]["read"] == 2
    assert [each["sha256"] for each in document["inputs"]] == [sha256(log)]


def test_of_an_archive_its_own_hash_and_those_of_its_members(run: Run, log: Path, tmp_path: Path) -> None:
    path = tmp_path / "leak.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(log, "deals.txt")
    document = json.loads(run("messages", path, "-f", "json").stdout)
    assert [(each["path"], each["sha256"]) for each in document["inputs"]] == [
        (str(path), sha256(path)),
        (f"{path}!deals.txt", sha256(log)),
    ]


@pytest.mark.parametrize("name", ["json", "md"])
def test_a_dossier_records_how_it_was_made(run: Run, log: Path, name: str) -> None:
    text = run("show", "Acme Ltd", log, "-f", name, "--until", "2025-01-01", tagging=True).stdout
    assert sha256(log) in text
    assert __version__ in text
    assert "2025-01-01" in text
    assert name == "md" or json.loads(text)["account"]["messages"] == 2


def test_inspect_tells_the_hash_of_each_file(run: Run, log: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run("inspect", log).stdout))
    assert (row["bytes"], row["sha256"]) == (str(len(LOG)), sha256(log))
