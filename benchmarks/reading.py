"""Reading a WhatsApp chat: messages a second, peak memory and, with a folder of logs, how many are read rightly.

    python benchmarks/reading.py                                       # chatmine alone
    python benchmarks/reading.py --peers PYTHON                        # beside chat-miner and whatstk
    python benchmarks/reading.py --peers PYTHON --fixtures FOLDER      # and on the logs that FOLDER/MANIFEST.tsv lists

PYTHON is an interpreter of an environment in which `pip install chat-miner whatstk` was run. Each run is a process of
its own; the tools take turns, and the median counts. Time is the processor's, without the start of Python and its
imports, so that a busy machine changes little. The chat is generated and the same for all. A log is read rightly when
the tool gives at least four fifths of the messages that the manifest states (it may leave out what WhatsApp tells by
itself) and not more than the lines that it counts.
"""

import argparse
import csv
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

RUNS = 5
MEASURED = """
import contextlib, json, os, resource, sys, warnings
warnings.filterwarnings("ignore")
{imports}
usage = lambda: resource.getrusage(resource.RUSAGE_SELF)
before = usage()
with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere), contextlib.redirect_stdout(nowhere):
    path = sys.argv[1]
    count = {call}
after = usage()
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps(dict(count=count, seconds=seconds, peak=after.ru_maxrss, idle=before.ru_maxrss)))
"""
TOOLS = {
    "chatmine": MEASURED.format(
        imports="from chatmine.formats import formats\nfrom chatmine.reading import read\nformats()",
        call="sum(1 for _ in read([path]))",
    ),
    "whatstk": MEASURED.format(
        imports="from whatstk import WhatsAppChat", call="len(WhatsAppChat.from_source(path).df)"
    ),
    "chat-miner": MEASURED.format(
        imports="from chatminer.chatparsers import WhatsAppParser",
        call="(lambda parser: (parser.parse_file(), len(parser.parsed_messages.get_df()))[1])(WhatsAppParser(path))",
    ),
}
WORDS = (
    "the",
    "price",
    "client",
    "meet",
    "tomorrow",
    "send",
    "file",
    "ok",
    "money",
    "call",
    "later",
    "report",
    "budget",
)


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", metavar="PYTHON", help="the interpreter that has chat-miner and whatstk")
    parser.add_argument("--fixtures", metavar="FOLDER", type=Path, help="a folder with MANIFEST.tsv")
    parser.add_argument("--messages", metavar="N", type=int, default=100_000)
    given = parser.parse_args()
    pythons = {"chatmine": sys.executable} | (
        dict.fromkeys(("whatstk", "chat-miner"), given.peers) if given.peers else {}
    )
    with tempfile.TemporaryDirectory() as folder:
        chat = Path(folder, "WhatsApp Chat with Port.txt")
        chat.write_text("".join(generated(given.messages)), "utf-8")
        print(f"{given.messages:,} messages, {chat.stat().st_size / 1e6:.1f} MB; medians of {RUNS} runs in turn.\n")
        runs = [{tool: measured(tool, python, chat) for tool, python in pythons.items()} for _ in range(RUNS)]
    print_speed(runs)
    if given.fixtures:
        print_rightly(given.fixtures, pythons)


def generated(count: int) -> Iterator[str]:
    """The lines of a chat among six people; one message in ten goes on in a second line."""
    chance = random.Random(1)  # noqa: S311
    moment = datetime(2020, 1, 1, 8)  # noqa: DTZ001
    for number in range(count):
        moment += timedelta(seconds=chance.randint(1, 600))
        who = chance.choice(("Ann", "Bob", "Zoe Lang", "Boss Lu", "Ivan", "+44 7700 900123"))
        text = " ".join(chance.choices(WORDS, k=chance.randint(1, 16)))
        yield f"{moment:%d/%m/%Y, %H:%M} - {who}: {text}\n"
        if number % 10 == 9:
            yield f"and {text}\n"


def measured(tool: str, python: str, path: Path) -> dict[str, float]:
    """One run of a tool in a process of its own; a count of -1 where it breaks."""
    done = subprocess.run([python, "-c", TOOLS[tool], str(path)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else {"count": -1, "seconds": 0, "peak": 0, "idle": 0}


def print_speed(runs: list[dict[str, dict[str, float]]]) -> None:
    """The table of speed and memory."""
    print("| tool | messages | messages/s | times chatmine's time | peak memory, MB | of it reading, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    median = {
        tool: {key: statistics.median(run[tool][key] for run in runs) for key in runs[0][tool]} for tool in runs[0]
    }
    for tool, found in median.items():
        times = found["seconds"] / median["chatmine"]["seconds"]
        speed, peak = found["count"] / found["seconds"], found["peak"] / 1024
        print(f"| {tool} | {found['count']:,.0f} | {speed:,.0f} | {times:.1f} | {peak:.0f} | "
              f"{peak - found['idle'] / 1024:.0f} |")  # fmt: skip


def print_rightly(fixtures: Path, pythons: dict[str, str]) -> None:
    """How many of the WhatsApp logs in a folder each tool reads rightly."""
    stated = list(whatsapp_logs(fixtures))
    print("\n| tool | logs read rightly |\n| --- | ---: |")
    for tool, python in pythons.items():
        right = sum(0.8 * first <= measured(tool, python, path)["count"] <= most for path, first, most in stated)
        print(f"| {tool} | {right} of {len(stated)} |")


def whatsapp_logs(fixtures: Path) -> Iterator[tuple[Path, int, int]]:
    """The WhatsApp texts of a manifest with the number that it states first and the greatest it states."""
    with (fixtures / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            numbers, path = re.findall(r"\d+", row["n_messages"]), fixtures / row["local_path"]
            if row["format"] == "whatsapp" and path.suffix == ".txt" and numbers:
                yield path, int(numbers[0]), max(map(int, numbers))


if __name__ == "__main__":
    main()
