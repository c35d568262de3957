"""Characters that take two cells of a terminal stand in columns as straight as any."""

import io

from rich.cells import cell_len

from chatmine.outputs import Style, Table, writer

ROWS = [
    ("陆总", "上海磐恒信息技术有限公司"),
    ("Boss Lu", "FCDO"),
    ("ｗｉｄｅ 王局", "國家安全廳"),
    ("ワン", "網安總隊 Unit"),
]


def test_columns_begin_below_each_other() -> None:
    stream = io.StringIO()
    writer("table")(Table("who-what", ("speaker", "entity"), ROWS, {}), stream, Style())
    begins = {
        cell_len(line[: line.index(entity)])
        for line in stream.getvalue().splitlines()
        for _, entity in [*ROWS, ("speaker", "entity")]
        if entity in line
    }
    assert len(begins) == 1
