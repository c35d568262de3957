"""How time and memory grow with the logs: `python benchmarks/growth.py [MESSAGES]`, 5,000,000 if not said.

A tenth of the messages and all of them are read, followed, counted and made into the default table, each in a process
of its own. The logs are made up, in the shape of an IRC channel of years. In place of the pipeline, whose time for a
message does not depend on how many there are, a pattern takes every name that was made up; the rest is what `extract`
does. Time is the processor's.
"""

import json
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from chatmine.engine import extract
from chatmine.nlp.windows import Batch, Found
from chatmine.tables import kind_of

SPEAKERS, NAMES, A_DAY = 2000, 50_000, 20_000
WORDS = "the price of that client is for us to meet tomorrow and send a file ok money call later report budget".split()  # noqa: SIM905
NAME = re.compile(r"[A-Z][a-z]+ [A-Z]\d+")


def made_up(messages: int, folder: Path) -> None:
    """A file for each day; one message in six names somebody, a few of the names often and most of them rarely."""
    dice = random.Random(11)  # noqa: S311
    for day in range(-(-messages // A_DAY)):
        with (folder / f"{2000 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}.log").open("w") as log:
            for number in range(min(A_DAY, messages - day * A_DAY)):
                who = min(int(dice.paretovariate(0.7)), SPEAKERS)
                words = dice.choices(WORDS, k=dice.randint(1, 20))
                if dice.random() < 1 / 6:
                    words.append(f"Jens N{min(int(dice.paretovariate(0.6)), NAMES)}")
                log.write(f"[{number // 840:02}:{number // 14 % 60:02}] <nick{who}> {' '.join(words)}\n")


def found(batches: Iterator[Batch]) -> Iterator[list[list[Found]]]:
    """Every made-up name in every text."""
    for batch in batches:
        yield [
            [(match.start(), match.end(), "PERSON", "model", None, "", None) for match in NAME.finditer(text)]
            for window in batch
            for text in window.texts
        ]


def measure(folder: str) -> None:
    """Print the figures of one run."""
    start = process_time()
    run = extract([folder], found, needs=kind_of("who-what").needs)
    rows = len(run.table("who-what"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"messages": run.messages, "seconds": process_time() - start, "peak": peak, "rows": rows}))


def main() -> None:
    """Measure both sizes and print Markdown."""
    if len(sys.argv) > 2:
        measure(sys.argv[2])
        return
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    print("| messages | seconds | messages a second | peak memory, MB | rows |\n| ---: | ---: | ---: | ---: | ---: |")
    for messages in (most // 10, most):
        with tempfile.TemporaryDirectory() as folder:
            made_up(messages, Path(folder))
            command = [sys.executable, __file__, str(messages), folder]
            run = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        speed = run["messages"] / run["seconds"]
        print(f"| {run['messages']:,} | {run['seconds']:.1f} | {speed:,.0f} | {run['peak']:,.0f} | {run['rows']:,} |")


if __name__ == "__main__":
    main()
