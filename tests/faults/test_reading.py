"""Whatever happens to what is read: the others are read, what was read counts, the reason is named, the exit is 3."""

import csv
import gzip
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.conftest import LINE, LINES, Start

from chatmine.errors import UsageError
from chatmine.nlp.pipeline import load

End = Callable[..., tuple[int, str, str]]


def begin(process: "subprocess.Popen[str]") -> None:
    """Wait for the first message."""
    assert process.stdout
    assert process.stdout.readline()
    assert process.stdout.readline()


def test_a_file_that_disappears(start: Start, large: Path) -> None:
    (large / "b.log").write_text(LINE)
    (large / "c.log").write_text(LINE.replace("hello", "bye"))
    process = start("messages", large)
    begin(process)
    (large / "b.log").unlink()
    data, said = process.communicate(timeout=120)
    assert process.returncode == 3
    assert f"chatmine: {large / 'b.log'}: it is gone since the run began\n" in said
    assert "bye there" in data
    assert f"3 files: 2 read, 1 failed; {LINES + 1} parts read = {LINES + 1} messages" in said


@pytest.mark.parametrize("left", [0, LINES * len(LINE) // 2 + 9])
def test_a_file_that_shrinks(start: Start, large: Path, left: int) -> None:
    process = start("messages", large)
    begin(process)
    os.truncate(large / "a.log", left)
    assert process.stdout and process.stderr
    data, said = process.stdout.read(), process.stderr.read()  # `communicate` forgets what `begin` read ahead
    assert process.wait(timeout=120) == 3
    assert "Traceback" not in said
    assert "a.log: it was cut short while it was read (after" in said
    assert f"= {1 + data.count(',text,,,,')} messages" in said


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that cannot be read")
def test_a_file_that_cannot_be_read(end: End, tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(LINE)
    code, data, said = end("messages", "/proc/self/mem", tmp_path / "a.log")
    assert (code, data.count("hello")) == (3, 1)
    assert said.startswith("chatmine: /proc/self/mem: Input/output error\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_and_a_folder_that_may_not_be_read(end: End, tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(LINE)
    (tmp_path / "b.log").write_text(LINE)
    (tmp_path / "b.log").chmod(0)
    (tmp_path / "c").mkdir(mode=0)
    code, data, said = end("messages", tmp_path)
    assert (code, data.count("hello")) == (3, 1)
    assert f"{tmp_path / 'b.log'}: Permission denied\n" in said
    assert f"{tmp_path / 'c'}: Permission denied\n" in said


def packed(kind: str) -> bytes:
    """A log that does not repeat itself, packed."""
    text = "".join(f"[21:58] <ann> hello there {hash((n, 'x')):x}\n" for n in range(50_000)).encode()
    if kind == "gz":
        return gzip.compress(text)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.log", text)
    return stream.getvalue()


def test_of_an_archive_that_breaks_off_what_is_there_is_read(end: End, tmp_path: Path) -> None:
    content = packed("gz")
    (tmp_path / "a.log.gz").write_bytes(content[: len(content) // 2])
    code, data, said = end("messages", tmp_path)
    assert code == 3
    assert 20_000 < data.count("hello") < 30_000
    assert "a.log.gz: cannot be unpacked: Compressed file ended before the end-of-stream marker was reached" in said
    assert f"(after {data.count('hello')} messages)" in said


def test_a_zip_without_its_directory_is_named(end: End, tmp_path: Path) -> None:
    content = packed("zip")
    (tmp_path / "a.zip").write_bytes(content[: len(content) // 2])
    (tmp_path / "b.log").write_text(LINE)
    code, data, said = end("messages", tmp_path)
    assert (code, data.count("hello")) == (3, 1)
    assert "a.zip: damaged zip archive: File is not a zip file\n" in said


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "other"])
def test_a_damaged_pipeline_is_named_whichever_of_its_files_it_is(model: str, tmp_path: Path, damage: str) -> None:
    names = [path.relative_to(model) for path in sorted(Path(model).rglob("*")) if path.is_file()]
    assert names
    for name in names:
        copy = Path(shutil.copytree(model, tmp_path / f"{damage}{len(list(tmp_path.iterdir()))}"))
        content = (copy / name).read_bytes()
        (copy / name).write_bytes({"empty": b"", "cut": content[: len(content) // 2]}.get(damage, b"[]"))
        if damage == "gone":
            (copy / name).unlink()
        try:
            load(str(copy))
        except UsageError as error:
            assert str(copy) in str(error)


def test_a_damaged_pipeline_is_one_line_and_exit_2(end: End, model: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(model, tmp_path / "model"))
    (copy / "config.cfg").write_text("[nlp")
    (tmp_path / "a.log").write_text(LINE)
    code, data, said = end("extract", tmp_path / "a.log", "--model", copy)
    assert (code, data, said.count("\n")) == (2, "", 1)
    assert str(copy) in said


def test_a_missing_package_is_one_line_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"from": "ann", "ts": "2020-01-01", "body": "hi"}]')
    code = (
        "import sys; sys.modules['pandas'] = None; sys.argv[1:] = ['extract', sys.argv[1]]\n"
        "from chatmine.__main__ import main; main()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "chatmine: this needs the Python package 'pandas', which is not installed\n"


def test_the_account_adds_up_whatever_is_wrong(end: End, tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(LINE * 3 + "*** ann left\nwhat is this\n\n")
    (tmp_path / "b.json").write_text('[{"from": "ann", "ts": "2020-01-01", "body": "hi"}, {"from": ')
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "d.gz").write_bytes(b"\x1f\x8b\x08")
    problems = tmp_path / "problems.csv"
    code, data, said = end("messages", tmp_path, "--problems", problems)
    *_, last = said.splitlines()
    assert code == 3
    account = "4 files: 1 read, 1 skipped, 2 failed; 6 parts read = 4 messages + 0 duplicates + 1 notice + 1 rejected"
    assert last == f"chatmine: {account}"
    rows = list(csv.DictReader(problems.read_text().splitlines()))
    assert rows[-1] == {"path": "", "line": "", "status": "account", "reason": account}
    assert [row["status"] for row in rows] == ["rejected", "failed", "skipped", "failed", "account"]
    assert data.count("\n") == 1 + 4
