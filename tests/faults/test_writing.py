"""Whatever happens while results are written: one clear line, the right exit code, never half a file under its name."""

import json
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.conftest import LINE, LINES, Start

from chatmine.cli.faults import INTERRUPTED

End = Callable[..., tuple[int, str, str]]
FULL = Path("/dev/full")
HEADER = "conversation,timestamp,zone_known,speaker,text,kind,addressee,reply_to,id,source\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "a.log"
    path.write_text(LINE * 3)
    return path


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["messages", "LOG"], ["formats"], ["--help"], ["--version"], ["inspect", "LOG"]])
def test_a_full_disk_behind_standard_output(end: End, log: Path, arguments: list[str]) -> None:
    with FULL.open("w") as full:
        code, _, said = end(*(log if word == "LOG" else word for word in arguments), stdout=full)
    assert (code, said) == (1, "chatmine: standard output: No space left on device\n")


def test_a_full_disk_behind_a_file(end: End, large: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"

    def no_space() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))

    code, _, said = end("messages", large, "-o", target, preexec_fn=no_space)
    assert (code, said) == (1, f"chatmine: {target}: File too large\n")
    assert list(tmp_path.iterdir()) == [large]


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_device_is_written_and_stays_one(end: End, log: Path) -> None:
    assert end("messages", log, "-q", "-o", os.devnull, "-f", "csv") == (0, "", "")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116
    code, _, said = end("messages", log, "-o", FULL, "-f", "csv")
    assert (code, said) == (1, "chatmine: /dev/full: No space left on device\n")


def test_a_closed_pipe_is_quiet_at_any_moment(start: Start, large: Path) -> None:
    for lines in (0, 1):
        process = start("messages", large)
        assert process.stdout
        assert process.stderr
        assert [process.stdout.readline() for _ in range(lines)][:1] in ([], [HEADER])
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == ("", 0)


@pytest.mark.parametrize("arguments", [["messages", "-f", "table"], ["inspect", "-f", "table"], ["show", "USD 5000"]])
def test_a_closed_pipe_is_quiet_behind_a_table_too(
    start: Start, tmp_path: Path, model: str, arguments: list[str]
) -> None:
    path = tmp_path / "a.log"
    path.write_text("[21:58] <ann> pay $5k\n" * 200)
    process = start(*arguments, *(["--model", model] if "show" in arguments else []), path)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert (process.stderr.read(), process.wait(60)) == ("", 0)


@pytest.mark.parametrize(
    ("closing", "code"), [("<&-", 3), (">&-", 1), ("2>&-", 0), (">&- 2>&-", 1), ("<&- >&- 2>&-", 1)]
)
def test_streams_that_the_caller_closed(log: Path, closing: str, code: int) -> None:
    what = "-" if "<" in closing else str(log)
    command = f'"{sys.executable}" -m chatmine messages {what} {closing}'
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (result.returncode, "Traceback" in result.stderr) == (code, False)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_standard_error_that_is_full_stops_nothing_but_the_words(start: Start, log: Path) -> None:
    with FULL.open("w") as full:
        process = start("messages", log, stderr=full)
        data, _ = process.communicate(timeout=60)
    assert (process.returncode, data.count("\n")) == (1, 4)


def being_written(folder: Path) -> list[Path]:
    return list(folder.glob(".out.*.part"))


def wait_for_writing(process: "subprocess.Popen[str]", folder: Path) -> None:
    while not any(path.stat().st_size for path in being_written(folder)):
        assert process.poll() is None, "it was over too soon"
        time.sleep(0.005)


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.md"])
def test_after_a_kill_nothing_has_the_name_and_the_next_run_succeeds(
    start: Start, end: End, large: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    target.write_text("before")
    process = start("messages", large, "-o", target)
    wait_for_writing(process, tmp_path)
    process.kill()
    process.wait()
    assert target.read_text() == "before"
    assert end("messages", large, "-o", target)[0] == 0
    assert target.read_text().count("hello there") == LINES


def test_what_a_killed_run_left_behind_is_no_log(start: Start, end: End, large: Path) -> None:
    process = start("messages", large, "-o", large / "out.csv")
    wait_for_writing(process, large)
    process.kill()
    process.wait()
    assert being_written(large)
    code, _, said = end("inspect", large, "-f", "csv")
    assert (code, said.startswith("chatmine: 1 file: 1 read;")) == (0, True)


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_run_that_is_ended_removes_what_it_was_writing(
    start: Start, large: Path, tmp_path: Path, sign: int, code: int
) -> None:
    process = start("messages", large, "-o", tmp_path / "out.csv")
    wait_for_writing(process, tmp_path)
    process.send_signal(sign)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (code, "chatmine: interrupted\n" if sign == signal.SIGINT else "")
    assert list(tmp_path.iterdir()) == [large]


def test_an_interrupt_at_any_moment_is_one_line(start: Start, large: Path, tmp_path: Path, model: str) -> None:
    """From the first import on; Python itself takes some time to start, in which it has no handler yet."""
    moments = random.Random(7)  # noqa: S311
    for number in range(4):
        command = ["extract", "--model", model] if number % 2 else ["messages"]
        process = start(*command, large, "-o", tmp_path / "out.csv")
        time.sleep(moments.uniform(0.15, 2.0))
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        # Where the signal meets Python between two lines of its own making, it dies of it: to a shell that is 130, too.
        code = INTERRUPTED if process.returncode == -signal.SIGINT else process.returncode
        lines = said.splitlines()
        finished = lines[0].startswith("chatmine: 1 file")
        assert lines[finished:] == ["chatmine: interrupted"] or (finished and len(lines) == 1)
        assert code == INTERRUPTED or (finished and code == 0)
        assert not being_written(tmp_path)
        (tmp_path / "out.csv").unlink(missing_ok=True)


def test_a_link_stays_a_link_and_permissions_stay(end: End, log: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("before")
    real.chmod(0o600)
    link.symlink_to(real)
    assert end("messages", log, "-o", link)[0] == 0
    assert link.is_symlink()
    assert real.read_text().startswith(HEADER)
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


@pytest.mark.parametrize("option", ["-o", "--problems"])
def test_a_log_is_never_overwritten(end: End, log: Path, option: str) -> None:
    code, _, said = end("messages", log, option, log, "-f", "csv")
    assert (code, said) == (2, f"chatmine: {log} would be read and written: choose another place for what is written\n")
    assert log.read_text() == LINE * 3


def test_a_result_among_the_logs_is_not_read_again(end: End, log: Path) -> None:
    target = log.parent / "out.csv"
    first = end("messages", log.parent, "-o", target)
    assert end("messages", log.parent, "-o", target) == first
    assert target.read_text().count("hello") == 3


@pytest.mark.parametrize("target", [".", "nowhere/out.csv"])
def test_where_nothing_can_be_written_is_found_before_the_work(
    end: End, log: Path, tmp_path: Path, target: str
) -> None:
    code, _, said = end("messages", log, "-f", "csv", "-o", tmp_path / target)
    assert (code, said.startswith("chatmine: cannot write")) == (2, True)


def test_names_that_are_no_text_can_be_written(end: End, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff.log")).write_text(LINE)
    target = tmp_path / "out.json"
    assert end("messages", tmp_path, "-o", target)[0] == 0
    assert json.loads(target.read_text())["rows"][0]["source"] == f"{tmp_path}/a\\udcff.log:1"
