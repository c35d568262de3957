"""`--lang`: each message is read in its own script, unless the user says in which language all are."""

import csv
import io

import pytest
from tests.cli.conftest import Run

LOG = """\
[2024-03-04 21:58] 老方: 陆总说公安厅要50万元预算
[2024-03-04 21:59] Ann: Boss Lu says Chatham House pays £12k
[2024-03-04 22:00] 老方: Jens Stoltenberg 见了王局
"""


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], {"陆总", "公安厅", "Boss Lu", "Chatham House", "Jens Stoltenberg", "王局"}),
        (["--lang", "auto"], {"陆总", "公安厅", "Boss Lu", "Chatham House", "Jens Stoltenberg", "王局"}),
        (["--lang", "zh"], {"陆总", "公安厅", "王局"}),
        (["--lang", "en"], {"Boss Lu", "Chatham House", "Jens Stoltenberg"}),
    ],
)
def test_each_message_is_read_in_its_language(run: Run, options: list[str], names: set[str]) -> None:
    table = run("extract", "-", "-t", "mentions", "-q", *options, stdin=LOG).stdout
    assert names <= {row["name"] for row in csv.DictReader(io.StringIO(table))}


def test_one_pipeline_reads_all_messages_or_each_its_own(run: Run) -> None:
    result = run("extract", "-", "--lang", "zh", "--model", "chat", stdin=LOG)
    assert result.returncode == 2
    assert "--lang" in result.stderr
