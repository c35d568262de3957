"""A Markdown table, for reports and issue trackers."""

import json
import re
from decimal import Decimal
from typing import Any, TextIO

from chatmine.outputs import Style, Table
from chatmine.outputs.harmless import harmless
from chatmine.records import plain

_MARKS = re.compile(r"[\\|<>`\[\]*_#~$]|&(?=#?\w)|(?<=:)//|(?<=www)\.|^\s*(?:[-+=]|\d+[.)])")


def write_md(table: Table, stream: TextIO, _: Style) -> None:
    """Write the table with pipes, and below it how it was made; what would be mark-up in a cell is escaped."""
    stream.write(f"| {' | '.join(map(escaped, table.columns))} |\n")
    stream.write(f"|{' --- |' * len(table.columns)}\n")
    for row in table.rows:
        stream.write(f"| {' | '.join(map(_cell, row))} |\n")
    stream.write(made({**table.about, "account": table.closing().get("account")}))


def made(about: dict[str, object]) -> str:
    """A paragraph that says how something was made; empty where nothing is known of it."""
    known = {name.replace("_", " "): value for name, value in about.items() if value}
    told = "; ".join(f"{name} {value if isinstance(value, str) else _json(value)}" for name, value in known.items())
    return f"\n{escaped(told)}\n" if told else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return escaped(value)
    return "" if value is None else plain(value) if isinstance(value, Decimal) else str(value)


def escaped(text: str) -> str:
    r"""A stranger's text such that Markdown reads none of it as mark-up, not even as a link.

    >>> print(escaped("a *b* | c"), escaped("# 1 http://x.example"))
    a \*b\* \| c \# 1 http:\//x.example
    """
    return harmless(_MARKS.sub(_escape, text)).replace("\n", "<br>")


def _escape(match: re.Match[str]) -> str:
    mark = match[0]
    return f"{mark[:-1]}\\{mark[-1]}" if len(mark.strip()) < len(mark) or mark[0].isdigit() else f"\\{mark}"
