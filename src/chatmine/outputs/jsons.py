"""JSON with what the table is about, and JSON lines with the rows alone. Cells are true to the last character."""

import json
from decimal import Decimal
from typing import Any, TextIO

from chatmine.outputs import Style, Table


def write_json(table: Table, stream: TextIO, _: Style) -> None:
    """Write one object: `table`, how it was made, `rows`, one object each, and the account of what was read."""
    stream.write(_text({"table": table.name, **table.about})[:-1])
    stream.write(', "rows": [')
    for number, row in enumerate(table.rows):
        stream.write(",\n" if number else "\n")
        stream.write(_object(table, row))
    stream.write("\n]")
    for name, value in table.closing().items():
        stream.write(f",\n{_text(name)}: {_text(value)}")
    stream.write("}\n")


def write_jsonl(table: Table, stream: TextIO, _: Style) -> None:
    """Write one object a line."""
    for row in table.rows:
        stream.write(_object(table, row) + "\n")


def _object(table: Table, row: tuple[Any, ...]) -> str:
    return _text(dict(zip(table.columns, row, strict=True)))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_number)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
