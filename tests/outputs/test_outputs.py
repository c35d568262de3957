"""What is put out: true cells, cells that no spreadsheet runs, words that no terminal obeys."""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import UsageError
from chatmine.outputs import FORMATS, Style, Table, format_of, replacing, writer
from chatmine.outputs.harmless import harmless, one_line

ROWS = [("Ann", 3, Decimal("11900.50"), None, "line one\nline, two"), ("陆总", 1, Decimal(-5), "x", "=1+1")]
TABLE = Table(
    "who-what", ("speaker", "mentions", "amount_min", "currency", "text"), ROWS, {"filters": {"type": ["ORG"]}}
)


def written(name: str, table: Table = TABLE, style: Style | None = None) -> str:
    stream = io.StringIO(newline="")
    writer(name)(table, stream, style or Style())
    return stream.getvalue()


def test_csv_has_every_cell() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"), newline="")))
    assert rows == [
        ["speaker", "mentions", "amount_min", "currency", "text"],
        ["Ann", "3", "11900.5", "", "line one\nline, two"],
        ["陆总", "1", "-5", "x", "'=1+1"],
    ]


PAYLOADS = [
    "=1+2",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example")',
    " =1+2",
    "\0=1+2",
    "\u200b=1+2",
    "\ufeff@x",
    "\x85+1",
    "﹦1+2",
    "+1-1",
    "-1,234.56",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "＝1+2",
    "＋86 138",
    "－5",
    "＠x",
    "\u3000＝1+2",
    "\u2800=1+2",
    "\ufe0f@x",
    "+86 138 0000",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_inert(name: str, payload: str) -> None:
    delimiter = "," if name == "csv" else "\t"
    text = written(name, Table("t", ("speaker",), [(payload,)]))
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1] == [f"'{payload}"]


INSIDE = [  # a new cell would begin for whoever opens the file with another delimiter, or loses a quote
    ('=1+2";=1+2', "'=1+2\";'=1+2"),
    ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
    ("x,=1", "x,'=1"),
    ('x;" =1', "x;\" '=1"),
    ("x|=1", "x|'=1"),
    ("x\n=1", "x\n'=1"),
    ("\t=1", "'\t'=1"),
    ("\r=1", "'\r'=1"),
    ("x;@SUM(A1)", "x;'@SUM(A1)"),
    ("x;-2+3+cmd|' /C calc'!A0", "x;'-2+3+cmd|' /C calc'!A0"),
    ("x;+Sheet1!A1", "x;'+Sheet1!A1"),
    ("x;＝1", "x;'＝1"),
    (f"x;{' ' * 12}=1", f"x;{' ' * 12}'=1"),
    ("x;\u200b\xa0=1", "x;\u200b\xa0'=1"),
    (f"x;{'+1' * 90}+HYPERLINK(A1)", f"x;'{'+1' * 90}+HYPERLINK(A1)"),
    ('x;+(1)&HYPERLINK("http://x.example")', 'x;\'+(1)&HYPERLINK("http://x.example")'),
    ("x;-HYPERLINK (A1)", "x;'-HYPERLINK (A1)"),
    ("x;+SUM（1）", "x;'+SUM（1）"),
    ("x;+'file:///x.ods'#$A.A1", "x;'+'file:///x.ods'#$A.A1"),
    (r"x;+'\\h\[x.xls]a b'!A1", r"x;'+'\\h\[x.xls]a b'!A1"),
]
HARMLESS = [
    "a - b",
    "see you ;-)",
    "1, -5, +6",
    "list:\n- one\n- two!",
    "list:\n- one (or two)\n- #deals",
    "a=b",
    "'=1",
    "x; y",
    "http://a.example/?b=1,c=2",
]


@pytest.mark.parametrize(("payload", "cell"), [*INSIDE, *((text, text) for text in HARMLESS)])
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_what_would_run_in_a_cell_of_its_own_is_made_inert_too(name: str, payload: str, cell: str) -> None:
    delimiter = "," if name == "csv" else "\t"
    text = written(name, Table("t", ("speaker", "text"), [("Ann", payload)]))
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1] == ["Ann", cell]


def test_a_title_is_a_cell_too() -> None:
    assert written("csv", Table("t", ("=1",), [])) == "'=1\n"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_raw_leaves_cells_as_they_are(payload: str) -> None:
    text = written("csv", Table("t", ("speaker",), [(payload,)]), Style(raw=True))
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [payload]


def test_numbers_are_never_prefixed() -> None:
    assert written("csv", Table("t", ("a", "b", "c"), [(-5, -1.5, Decimal("-0.10"))])) == "a,b,c\n-5,-1.5,-0.1\n"


def test_excel_gets_its_mark_only_when_asked() -> None:
    assert written("csv", style=Style(excel=True)).startswith("\ufeffspeaker")
    assert written("csv").startswith("speaker")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_what_csv_holds_comes_back_cell_for_cell(cells: list[str]) -> None:
    table = Table("t", tuple(f"c{n}" for n in range(len(cells))), [tuple(cells)])
    text = written("csv", table, Style(raw=True))
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [cells]
    assert list(pd.read_csv(io.StringIO(text), keep_default_na=False, dtype=str).columns) == list(table.columns)


def test_json_says_what_it_is_about_and_keeps_cells_true() -> None:
    document = json.loads(written("json"))
    assert document["table"] == "who-what"
    assert document["filters"] == {"type": ["ORG"]}
    assert document["rows"][1] == {"speaker": "陆总", "mentions": 1, "amount_min": -5, "currency": "x", "text": "=1+1"}


def test_json_lines_are_one_object_each() -> None:
    lines = written("jsonl").splitlines()
    assert [json.loads(line)["amount_min"] for line in lines] == [11900.5, -5]


def test_an_empty_table_is_still_a_table() -> None:
    empty = Table("t", ("a", "b"), [])
    assert written("csv", empty) == "a,b\n"
    assert written("jsonl", empty) == ""
    assert json.loads(written("json", empty)) == {"table": "t", "rows": []}


@pytest.mark.parametrize(
    ("payload", "cell"),
    [
        ("# x", r"\# x"),
        ("- x", r"\- x"),
        ("12. x", r"12\. x"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("http://x.example www.x.example", r"http:\//x.example www\.x.example"),
        ("![a](b)", r"!\[a\](b)"),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("$x^2$ ~~a~~", r"\$x^2\$ \~\~a\~\~"),
    ],
)
def test_markdown_of_strangers_is_text(payload: str, cell: str) -> None:
    assert written("md", Table("t", ("a",), [(payload,)])).splitlines()[2] == f"| {cell} |"


def test_markdown_says_how_it_was_made() -> None:
    text = written(
        "md", Table("t", ("a",), [], {"chatmine": "1.0", "filters": {"type": ["ORG"]}}, lambda: {"account": 1})
    )
    assert text.splitlines()[-1] == r'chatmine 1.0; filters {"type": \["ORG"\]}; account 1'


def test_json_ends_with_what_is_known_only_at_the_end() -> None:
    read: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(3):
            read.append(number)
            yield (number,)

    document = json.loads(written("json", Table("t", ("a",), rows(), closing=lambda: {"inputs": len(read)})))
    assert (len(document["rows"]), document["inputs"]) == (3, 3)


def test_markdown_cells_cannot_break_out() -> None:
    text = written("md", Table("t", ("a",), [("a|b\n<script>[x](y)",)]))
    assert text.splitlines()[2] == "| a\\|b<br>\\<script\\>\\[x\\](y) |"


HOSTILE = [
    "\0",
    "\b",
    "\x1b]8;;http://x.example\x1b\\click\x1b]8;;\x1b\\",
    "\x90q",
    "\u2066x\u2069",
    "\u200f",
    "\u2028",
    "\u00ad",
    "\U000e0041",
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;http://x\x07",
    "\u202eexe.txt",
    "\x9b31m",
    "\x7f",
    "\r",
]


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize("name", ["table", "md"])
def test_no_stranger_commands_the_terminal(name: str, payload: str) -> None:
    text = written(name, Table("t", ("speaker", "text"), [(payload, f"a{payload}b")]))
    assert not set(text) & set("\0\b\x1b\x07\x90\u2066\u2069\u200f\u2028\u00ad\U000e0041\u202e\x9b\x7f\r")


@pytest.mark.parametrize("payload", ["[/b]", "[TODO]", "[link=http://x]y[/link]", "a[0]", "[red]x", ":smile:"])
def test_brackets_are_words_not_mark_up(payload: str) -> None:
    assert payload in written("table", Table("t", ("speaker",), [(payload,)]))


@given(st.text())
def test_harmless_text_has_no_control_characters(text: str) -> None:
    kept = "\n\t\u200c\u200d"
    bad = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    rare = (
        range(0x600, 0x900),
        range(0x110BD, 0x110CE),
        range(0x13430, 0x13456),
        range(0x1BCA0, 0x1D17B),
    )  # letters' own
    left = [char for char in harmless(text) if unicodedata.category(char) in bad and char not in kept]
    assert not [char for char in left if not any(ord(char) in span for span in rare)]


def test_a_line_stays_one() -> None:
    assert one_line("a\nchatmine: all is well\r\n") == r"a\nchatmine: all is well\x0d\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [40, 80, 120, 300])
def test_a_table_fits_the_window_and_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    many: list[tuple[Any, ...]] = [
        (f"陆总 {n}", "Chatham House", "ORG", n, "a long example " * 9, "a/b.txt:1") for n in range(60)
    ]
    stream = Terminal()
    writer("table")(Table("t", ("speaker", "entity", "type", "mentions", "example", "source"), many), stream, Style())
    *lines, last = re.sub("\x1b\\[[0-9;]*m", "", stream.getvalue()).splitlines()
    assert "…" not in lines[0]
    assert len(lines) <= 24
    assert all(len(line.rstrip()) + line.count("陆") + line.count("总") <= columns for line in lines)
    assert last.startswith("not shown: 44 more rows")


def test_in_a_pipe_nothing_is_cut() -> None:
    text = written("table", Table("t", ("text",), [("word " * 200,)]))
    assert "word " * 199 in text


@pytest.mark.parametrize(("path", "name"), [("a.csv", "csv"), ("b.TSV", "tsv"), ("c.jsonl", "jsonl"), ("d.md", "md")])
def test_the_suffix_names_the_format(path: str, name: str) -> None:
    assert format_of(path) == name


def test_an_unknown_suffix_or_format_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"cannot tell the format of 'a\.doc'"):
        format_of("a.doc")
    with pytest.raises(UsageError, match="there is no output format 'pdf'; choose from table, csv"):
        writer("pdf")


def test_every_format_has_its_writer() -> None:
    assert all(callable(writer(name)) for name in FORMATS)


def test_a_file_that_is_not_finished_never_gets_its_name(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before")
    with pytest.raises(RuntimeError), replacing(str(target)) as stream:
        stream.write("half")
        raise RuntimeError
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_in_no_folder_is_one_clear_error(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match=r"cannot write .*: there is no such folder"),
        replacing(str(tmp_path / "no/out")),
    ):
        pass
