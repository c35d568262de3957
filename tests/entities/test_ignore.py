"""Regular expressions of a user's list: what is taken, and what could take for ever and is refused."""

import time
from pathlib import Path

import pytest
from tests.marked import conversations

from chatmine.entities.ignore import check, read_ignore


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\d+$",
        "audit (report|trail)s?",
        ".*(he|she).*",
        r"^.{1,3}$",
        "[a-z]+ [a-z]+",
        "(ha|he|hi)+",
        r"(?:ann|bob|eve)( co| ltd)?\\.?$",
    ],
)
def test_taken(pattern: str) -> None:
    check(pattern)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a+)+b", "a repeat inside a repeat"),
        ("(a*|b)*c", "a repeat inside a repeat"),
        ("((ab?)*c){2,}", "a repeat inside a repeat"),
        ("(aa|a)*b", "or a choice"),
        ("(a?a)*b", "or a choice"),
        ("(?:a|ab|b)+c", "or a choice"),
        ("a?" * 30 + "a" * 30, "or many choices"),
        ("(a|ab)(c|bcd)" * 15, "or many choices"),
        (r"(a)\1", "a back reference"),
        ("a*b*c*d*e", "more than 3 parts"),
        ("x" * 201, "more than 200 characters"),
        ("(", "not a regular expression"),
    ],
)
def test_refused(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check(pattern)


def test_the_worst_that_is_taken_ends_soon(tmp_path: Path) -> None:
    path = tmp_path / "ignore.csv"
    path.write_text("name\n/a*a*a*$/\n")
    ignore, problems = read_ignore(str(path))
    ((_, mentions),) = conversations([f"Ann: [{'a' * 100_000}!]|ORG"])
    start = time.process_time()
    ignore.kept(mentions)
    assert problems == []
    assert time.process_time() - start < 5


def test_what_is_removed_is_counted_by_row(tmp_path: Path) -> None:
    path = tmp_path / "ignore.csv"
    path.write_text("name,type\naudit report,\n/^the /,org\nAnn,MONEY\n")
    ignore, _ = read_ignore(str(path))
    lines = ["Ann: [Audit-Report]|ORG [audit report]|PERSON [The Guardian]|ORG [Guardian]|ORG [Ann]|PERSON"]
    ((_, mentions),) = conversations(lines)
    assert [mention.name for mention in ignore.kept(mentions)] == ["Guardian", "Ann"]
    assert ignore.removed == {"audit report": 2, "/^the /": 1}
