"""Quality and speed of the money grammar beside price-parser and quantulum3, as a Markdown table.

    python benchmarks/money/compare.py CASES [--messages FILE]

CASES is a folder of JSON lines: `{"id", "text", "expected": [{"start", "end", "min", "max", "currency"}]}`, where
`currency_ok` lists other right codes and `vague`, `optional` and `partial_gold` are respected. `--messages` is a text
file, a message a line, for the speed column; without it the cases are timed. A peer that is not installed is left out.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from math import isclose
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Reader = Callable[[str], list[Found]]
SYMBOLS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "CNY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "zł": "PLN",
}
MOST_SECONDS = 20


def chatmine() -> Reader:
    """This grammar."""
    from chatmine.nlp.money import money

    def read(text: str) -> list[Found]:
        return [
            {"start": m.start, "end": m.end, "min": m.min, "max": m.max, "currency": m.currency} for m in money(text)
        ]

    return read


def price_parser() -> Reader:
    """price-parser finds one price a text and gives no offsets: the whole text is its span."""
    from price_parser import Price

    def read(text: str) -> list[Found]:
        price = Price.fromstring(text)
        if price.amount is None or not price.currency:
            return []
        code = SYMBOLS.get(price.currency, price.currency)
        return [{"start": 0, "end": len(text), "min": price.amount, "max": price.amount, "currency": code}]

    return read


def quantulum3() -> Reader:
    """quantulum3's quantities of currency; a range is a value with an uncertainty, read back as both ends."""
    from quantulum3 import parser

    def read(text: str) -> list[Found]:
        return [amount(q) for q in parser.parse(text) if q.unit.entity.name == "currency"]

    def amount(quantity: Any) -> Found:
        spread, unit = quantity.uncertainty or 0, 0.01 if quantity.unit.name == "cent" else 1
        code = (quantity.unit.currency_code if hasattr(quantity.unit, "currency_code") else None) or code_of(
            quantity.unit
        )
        start, end = quantity.span
        return {
            "start": start,
            "end": end,
            "min": (quantity.value - spread) * unit,
            "max": (quantity.value + spread) * unit,
            "currency": code,
        }

    def code_of(unit: Any) -> str | None:
        names = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "japanese yen": "JPY", "cent": "USD"}
        return names.get(unit.name) or next(
            (symbol for symbol in unit.symbols if len(symbol) == 3 and symbol.isupper()), None
        )

    return read


def overlap(gold: Found, found: Found) -> int:
    """How many characters two spans share."""
    return int(min(gold["end"], found["end"]) - max(gold["start"], found["start"]))


def is_right(gold: Found, found: Found) -> bool:
    """The right ends and an accepted currency."""
    ends = gold.get("vague") or all(same(gold[end], found[end]) for end in ("min", "max"))
    return bool(ends) and found["currency"] in (gold.get("currency_ok") or [gold["currency"]])


def same(gold: Any, found: Any) -> bool:
    """The same amount, whatever the type."""
    return gold is not None and found is not None and isclose(float(gold), float(found), rel_tol=1e-6, abs_tol=1e-12)


def score(cases: Iterable[Found], read: Reader) -> Counter[str]:
    """Counts over the cases: gold, found, exact spans, right values, quiet messages and false alarms in them."""
    counts: Counter[str] = Counter()
    for case in cases:
        gold = [g for g in case["expected"] if not g.get("optional")]
        found = [f for f in read(case["text"]) if counts_as_found(case, f)]
        counts.update(gold=len(gold), found=len(found), quiet=not gold, false=bool(found) and not gold)
        for g in gold:
            near = max((f for f in found if overlap(g, f) > 0), key=lambda f: overlap(g, f), default=None)
            counts["exact"] += any((f["start"], f["end"]) == (g["start"], g["end"]) for f in found)
            counts["right"] += near is not None and is_right(g, near)
    return counts


def counts_as_found(case: Found, found: Found) -> bool:
    """Leave out what only an optional answer covers, and what partial answers say nothing about."""
    firm = any(overlap(g, found) > 0 for g in case["expected"] if not g.get("optional"))
    loose = any(overlap(g, found) > 0 for g in case["expected"] if g.get("optional"))
    return firm or not (loose or case.get("partial_gold"))


def speed(messages: list[str], read: Reader) -> float:
    """Messages a second on one core, over as many of them as fit into the time."""
    read("warm up $5")
    start, done = time.process_time(), 0
    while (spent := time.process_time() - start) < MOST_SECONDS and done < len(messages):
        for message in messages[done : done + 200]:
            read(message)
        done += 200
    return min(done, len(messages)) / spent if spent else 0.0


def share(part: int, whole: int) -> str:
    """A ratio with three decimals, or a dash where there is nothing to count."""
    return f"{part / whole:.3f}" if whole else "-"


def rows(files: list[Path], messages: list[str], readers: dict[str, Reader]) -> Iterable[list[str]]:
    """One row a set of cases and reader, and one a reader for its speed."""
    for file in files:
        cases = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        for name, read in readers.items():
            n = score(cases, read)
            f1 = share(2 * n["exact"], n["gold"] + n["found"])
            yield [file.stem, name, f1, share(n["right"], n["gold"]), f"{n['false']}/{n['quiet']}", ""]
    for name, read in readers.items():
        yield [f"{len(messages)} messages", name, "", "", "", f"{speed(messages, read):,.0f}"]


def available() -> dict[str, Reader]:
    """This grammar and the peers that are installed."""
    readers: dict[str, Reader] = {}
    for name, make in (("chatmine", chatmine), ("price-parser", price_parser), ("quantulum3", quantulum3)):
        try:
            readers[name] = make()
        except ImportError as error:
            print(f"<!-- {name} is left out: {error} -->")
    return readers


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, help="folder of JSON lines")
    parser.add_argument("--messages", type=Path, help="text file for the speed, a message a line")
    options = parser.parse_args()
    files = sorted(options.cases.glob("*.jsonl"))
    lines = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    messages = options.messages.read_text("utf-8").splitlines() if options.messages else lines
    print("| cases | reader | span F1 | value + currency | false alarms | messages/s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows(files, messages, available()):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
