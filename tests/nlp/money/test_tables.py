"""The tables are what CLDR and we say they are."""

from decimal import Decimal

import pytest

from chatmine.nlp.money import tables


def test_each_marker_names_a_known_currency() -> None:
    marked = {code for forms in (tables.FORMS, tables.EXACT, tables.HAN) for m in forms.values() for code in m.codes}
    assert marked - set(tables.KIND) <= {"IRT", "SVC", "CSK"}


@pytest.mark.parametrize(
    ("form", "code"), [("us dollars", "USD"), ("swiss francs", "CHF"), ("hong kong dollars", "HKD")]
)
def test_names_come_from_cldr(form: str, code: str) -> None:
    assert tables.FORMS[form].codes == (code,)


def test_chinese_names_are_folded() -> None:
    assert tables.HAN["新台币"].codes == ("TWD",)
    assert tables.fold_han("新臺幣萬億") == "新台币万亿"


def test_units_are_exact() -> None:
    assert tables.FORMS["sats"].unit == Decimal("0.00000001")
    assert tables.MAGNITUDES["bn"].factor == 10**9


def test_the_committed_tables_are_what_cldr_gives() -> None:
    pytest.importorskip("babel")
    from chatmine.nlp.money import build

    for name, rows in (("currencies.tsv", build.currencies()), ("symbols.tsv", build.symbols())):
        assert (tables.DATA / name).read_text("utf-8") == build.table(rows)
