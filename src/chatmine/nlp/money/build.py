"""Write data/currencies.tsv and data/symbols.tsv from CLDR, through Babel: `python src/chatmine/nlp/money/build.py`.

Babel is needed here only, so it is imported where it is used. Its output is committed: reading money needs no Babel.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).with_name("data")
# Old money that people still quote. CLDR knows a hundred more, most of them spelt like words (ARM, BAD, LVL, MVP, SIT).
HISTORIC = frozenset(
    {"ATS", "BEF", "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD"}
    | {"HRK", "IEP", "ITL", "LTL", "LUF", "MTL", "NLG", "PTE", "SKK"}
)
SIGNS = "$£€¥₩₽₴₺₫₱₦฿₪₹₸₼₾֏៛₭₮₡₲₵৳؋₧"
LONGEST_SYMBOL = 5


def main() -> None:
    """Write both tables."""
    (DATA / "currencies.tsv").write_text(table(currencies()), "utf-8")
    (DATA / "symbols.tsv").write_text(table(symbols()), "utf-8")


def table(rows: Iterator[tuple[str, ...]]) -> str:
    """Rows as tab-separated lines."""
    return "".join("\t".join(row) + "\n" for row in rows)


def currencies() -> Iterator[tuple[str, str, str, str]]:
    """Each code with its kind, and its English and Chinese names."""
    from babel.numbers import list_currencies

    current = tender()
    for code in sorted(current | HISTORIC & list_currencies()):
        kind = "iso" if code in current else "historic"
        yield code, kind, "|".join(english(code)), "|".join(chinese(code))


def tender() -> set[str]:
    """The codes that some territory accepts today."""
    from babel.core import get_global

    rows = get_global("territory_currencies").values()
    return {code for uses in rows for code, _, until, legal in uses if legal and until is None}


def english(code: str) -> list[str]:
    """The name of one and of many in lower case, the code left out where CLDR has no name."""
    from babel.numbers import get_currency_name

    return sorted({get_currency_name(code, count, "en").lower() for count in (1, 2)} - {code.lower()})


def chinese(code: str) -> list[str]:
    """The names in simplified and traditional script, those with a year or a note left out."""
    from babel import Locale

    names = {Locale.parse(locale).currencies.get(code, code) for locale in ("zh", "zh_Hant", "zh_Hant_HK")}
    return sorted(name for name in names - {code} if name.isalpha())


def symbols() -> Iterator[tuple[str, str]]:
    """Each symbol that ends in a currency sign, with its codes, the one that most locales mean first."""
    from babel import Locale, localedata

    known = tender() | HISTORIC
    found: dict[str, Counter[str]] = {}
    for name in sorted(localedata.locale_identifiers()):
        for code, symbol in Locale.parse(name).currency_symbols.items():
            if code in known and symbol[-1] in SIGNS and symbol.isprintable() and len(symbol) <= LONGEST_SYMBOL:
                found.setdefault(symbol, Counter())[code] += 1
    for symbol, codes in sorted(found.items()):
        yield symbol, " ".join(code for code, _ in sorted(codes.items(), key=lambda item: (-item[1], item[0])))


if __name__ == "__main__":
    main()
