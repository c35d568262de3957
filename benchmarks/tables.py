"""How long each table takes, and how much memory, from a million mentions: `python benchmarks/tables.py [MENTIONS]`.

Each table is made in a process of its own, from made-up messages of a leak of years: 300 speakers in 1000
conversations name 20,000 people, bodies and sums, a few of them often and most of them rarely. What is timed goes from
tagged messages to the table's last cell; the time to make up the messages is shown beside it and not counted.
"""

import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from time import process_time

from chatmine.engine import table
from chatmine.records import Mention, Message, Money
from chatmine.tables import TABLES

SPEAKERS, CONVERSATIONS, NAMES = 300, 1000, 20_000
Tagged = tuple[Message, list[Mention]]


def made_up(mentions: int) -> Iterator[Tagged]:
    """Messages with one to four mentions each, until there are so many."""
    dice = random.Random(7)  # noqa: S311
    names = [_name(number) for number in range(NAMES)]
    talks = [dice.sample(range(SPEAKERS), dice.choice((2, 2, 2, 3, 8))) for _ in range(CONVERSATIONS)]
    moment, made = datetime(2016, 1, 1), 0  # noqa: DTZ001
    for line in range(10 * mentions):
        if made >= mentions:
            return
        where = dice.randrange(CONVERSATIONS)
        moment += timedelta(seconds=dice.randrange(600))
        message = Message(
            f"chat {where}",
            f"speaker {dice.choice(talks[where])}",
            f"message {line}",
            moment,
            f"logs/{where}.txt",
            line,
        )
        chosen = [names[min(int(dice.paretovariate(0.5)), NAMES) - 1] for _ in range(dice.choice((0, 1, 1, 2, 4)))]
        made += len(chosen)
        yield message, [_mention(message, *name) for name in chosen]


def _name(number: int) -> tuple[str, str, Money | None]:
    if number % 5 == 0:
        amount = Decimal(1000 + number)
        return "MONEY", f"${amount}", Money(0, 5, f"${amount}", amount, amount, "USD")
    label = "ORG" if number % 2 else "PERSON"
    return label, f"{'Harbour' if number % 2 else 'Jens'} Name{number}", None


def _mention(message: Message, label: str, name: str, money: Money | None) -> Mention:
    return Mention(message, label, 0, len(name), name, money=money)


def measure(name: str, mentions: int) -> dict[str, object]:
    """The figures of one table."""
    start = process_time()
    for _ in made_up(mentions):
        pass
    making = process_time() - start
    start = process_time()
    rows = len(table(name, made_up(mentions)))
    seconds = process_time() - start - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "table": name,
        "rows": rows,
        "seconds": round(seconds, 1),
        "peak_mb": round(peak),
        "made_up_in": round(making, 1),
    }


def main() -> None:
    """Print a line of figures for each table."""
    if len(sys.argv) > 2:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[1]))))
        return
    mentions = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    for name in TABLES:
        subprocess.run([sys.executable, __file__, mentions, name], check=True)


if __name__ == "__main__":
    main()
