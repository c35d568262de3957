"""What a long watch list costs: `python benchmarks/watch.py [NAMES] [MESSAGES]`, a million and 5000 if not said.

Messages are tagged by the shipped pipeline in turns without a list and with one of made-up companies; each message
names one that is listed. The ratio is that of the sums of CPU seconds of all turns, so that what else the machine does
falls on both alike.
"""

import json
import random
import resource
import sys
from collections.abc import Sequence
from time import process_time

from chatmine.nlp.pipeline import load
from chatmine.nlp.tagging import tag
from chatmine.nlp.watch import Listed, Watch
from chatmine.records import Message

TURNS = 5
_SYLLABLES = ("ka", "mo", "ri", "ten", "sol", "bar", "lin", "qua", "ve", "dor", "an", "el", "us", "im", "ta")
_ENDINGS = ("", "Ltd", "Inc.", "GmbH", "Co., Ltd", "Holdings", "Trading")


def made_up(names: int) -> list[str]:
    """So many different names of companies."""
    dice = random.Random(7)  # noqa: S311
    words = ["".join(dice.choices(_SYLLABLES, k=3)).title() for _ in range(5000)]
    found: dict[str, None] = {}
    while len(found) < names:
        found[f"{dice.choice(words)} {dice.choice(words)} {dice.choice(_ENDINGS)}".strip()] = None
    return list(found)


def seconds(messages: Sequence[Message], nlp: object, watch: Watch | None) -> float:
    """What tagging these messages takes."""
    start = process_time()
    for _ in tag(messages, nlp, watch=watch):  # type: ignore[arg-type]
        pass
    return process_time() - start


def main() -> None:
    """Print one line of figures."""
    names = made_up(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    dice, count = random.Random(8), int(sys.argv[2]) if len(sys.argv) > 2 else 5000  # noqa: S311
    texts = ("has {} paid the second half yet? ask them tonight", "we quoted {}, they said no", "{} again lol")
    messages = [Message("deals", "Ann", dice.choice(texts).format(dice.choice(names))) for _ in range(count)]
    nlp = load()
    seconds(messages[:100], nlp, None)
    start = process_time()
    watch = Watch((Listed(name, "ORG", (name,)) for name in names), nlp)
    loading, without, within = process_time() - start, 0.0, 0.0
    for turn in range(TURNS):
        part = messages[turn::TURNS]
        without += seconds(part, nlp, None)
        within += seconds(part, nlp, watch)
    figures = {
        "names": len(names),
        "loading_seconds": round(loading, 1),
        "tagging_ratio": round(within / without, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
