"""How fast a whole run is, beside what one would do without chatmine, and where its time goes.

    python benchmarks/speed.py                            # messages made up at the lengths of an IRC channel
    python benchmarks/speed.py --text irc.txt.gz          # real ones, one a line
    python benchmarks/speed.py --peers PYTHON             # and reading beside chat-miner and whatstk

From one IRC log, each in processes of its own that take turns, the median of three: `chatmine extract` with each
pipeline that is shipped, by one process and by two; the naive script, which calls a spaCy pipeline on each message; and
`nlp.pipe` over the same pipeline. That one has the size of spaCy's small English one (HashEmbedCNN, width 96, depth 4,
18 labels); it is initialised and not trained, which changes nothing for its speed. All start Python, load, read, find
and write. CPU is processor time, all processes together, which a busy machine changes little; start-up is that of a log
of one line.
"""

import argparse
import gzip
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

from chatmine.nlp.pipeline import DEFAULT

RUNS = 3
MODELS = (DEFAULT, *sorted(path.parent.name for path in Path(__file__).parents[1].glob("models/*/config.cfg")))
# How many characters the shortest message of each twentieth has, in a channel of 230,000 messages.
LENGTHS = (1, 4, 9, 13, 17, 22, 26, 30, 34, 38, 43, 48, 53, 60, 67, 76, 87, 102, 124, 166, 420)
WORDS = """
    the i to it a is you and of in that on have for my but with this not be can do what so if just how are me get use
    install try file run does no yes ok thanks there any know up want help work linux kernel apt server driver Ubuntu
    Debian John Gnome Microsoft Mary Canonical Dell Brown http://example.org/a $20 sudo boot error
""".split()  # noqa: SIM905
STOCK = """
import re, sys, time, spacy
nlp = spacy.blank("en")
tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4,
    "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}
model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
    "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": tok2vec}
ner = nlp.add_pipe("ner", config={"model": model})
for number in range(18):
    ner.add_label(f"LABEL{number}")
nlp.initialize()
lines = (re.match(r"\\[\\S+\\] <(\\S+)> (.*)", line) for line in open(sys.argv[1], encoding="utf-8"))
said = ((line[2], line[1]) for line in lines if line)
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for doc, who in DOCS:
        for ent in doc.ents:
            print(who, ent.text, ent.label_, sep=",", file=out)
"""
SCRIPTS = {
    "a spaCy pipeline on each message": STOCK.replace("DOCS", "((nlp(text), who) for text, who in said)"),
    "`nlp.pipe`": STOCK.replace("DOCS", "nlp.pipe(said, as_tuples=True)"),
}
Figures = dict[str, float]


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", metavar="FILE", type=Path, help="a text with a message a line, .gz or not")
    parser.add_argument("--messages", metavar="N", type=int, default=50_000)
    parser.add_argument("--stages", metavar="LOG", help=argparse.SUPPRESS)
    parser.add_argument("--model", metavar="NAME", help="only this pipeline (repeatable)", action="append")
    parser.add_argument("--peers", metavar="PYTHON", help="the interpreter that has chat-miner and whatstk")
    given = parser.parse_args()
    if given.stages:
        print(json.dumps(stages(given.stages, given.model[0])))
        return
    texts = list(islice(chain.from_iterable(map(_texts, cycle([given.text]))), given.messages))
    models = given.model or list(MODELS)
    with tempfile.TemporaryDirectory() as folder:
        log, short = Path(folder, "#channel.log"), Path(folder, "short.log")
        log.write_text("".join(as_irc(texts)), "utf-8")
        short.write_text("[10:00] <ann> I met Jens Stoltenberg\n", "utf-8")
        words = sum(len(text.split()) for text in texts)
        print(f"{len(texts):,} messages, {words:,} words, {log.stat().st_size / 1e6:.1f} MB; medians of {RUNS} runs.\n")
        print_speed(
            _medians(commands(models, log, Path(folder))), _medians(commands(models, short, Path(folder))), texts
        )
        for model in models:
            command = [sys.executable, __file__, "--stages", str(log), "--model", model]
            print_stages(model, json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout), texts)
    print_reading(given.peers)


def _texts(path: Path | None) -> Iterator[str]:
    if path:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from (line.rstrip("\n") for line in file)
    else:
        yield from made_up(100_000)


def made_up(messages: int) -> Iterator[str]:
    """Texts of words, as long as those of a channel are."""
    dice = random.Random(5)  # noqa: S311
    for _ in range(messages):
        twentieth = dice.randrange(20)
        length = dice.randint(LENGTHS[twentieth], LENGTHS[twentieth + 1])
        yield " ".join(dice.choices(WORDS, k=length // 5 + 2))[:length].strip() or "k"


def as_irc(texts: Iterable[str]) -> Iterator[str]:
    """The lines of a log among three hundred people."""
    dice = random.Random(3)  # noqa: S311
    for number, text in enumerate(texts):
        minute = number // 3 % 1440
        yield f"[{minute // 60:02}:{minute % 60:02}] <nick{min(int(dice.paretovariate(0.6)), 299)}> {text}\n"


def commands(models: list[str], log: Path, folder: Path) -> dict[str, list[str]]:
    """What is compared."""
    out = str(folder / "out.csv")
    ours = [sys.executable, "-m", "chatmine", "extract", str(log), "-q", "-o", out]
    return {
        f"chatmine, `{model}`, {jobs} job{'s' * (jobs > 1)}": [*ours, "--model", model, "--jobs", str(jobs)]
        for model in models
        for jobs in (1, 2)
    } | {name: [sys.executable, "-c", script, str(log), out] for name, script in SCRIPTS.items()}


def _medians(tools: dict[str, list[str]]) -> dict[str, Figures]:
    runs = [{tool: measured(command) for tool, command in tools.items()} for _ in range(RUNS)]
    return {tool: {key: statistics.median(run[tool][key] for run in runs) for key in runs[0][tool]} for tool in tools}


def measured(command: list[str]) -> Figures:
    """The seconds, the processor's seconds and the greatest memory of a process and its children, in MB."""
    program = (
        "import json, resource, subprocess, sys, time; start = time.perf_counter();"
        "subprocess.run(sys.argv[1:], check=True); used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps(dict(seconds=time.perf_counter() - start, cpu=used.ru_utime + used.ru_stime,"
        "peak=used.ru_maxrss / 1024)))"
    )
    done = subprocess.run([sys.executable, "-c", program, *command], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1])


def print_speed(runs: dict[str, Figures], starts: dict[str, Figures], texts: list[str]) -> None:
    """The table of whole runs."""
    columns = (
        "messages/s", "messages/CPU s", "words/CPU s", "times the naive script", "times `nlp.pipe`", "peak memory, MB",
        "start-up, CPU s",
    )  # fmt: skip
    print(f"| | {' | '.join(columns)} |\n| --- |{' ---: |' * len(columns)}")
    naive, piped = (runs[name]["cpu"] for name in SCRIPTS)
    words = sum(len(text.split()) for text in texts)
    for tool, run in runs.items():
        cpu = run["cpu"]
        print(
            f"| {tool} | {len(texts) / run['seconds']:,.0f} | {len(texts) / cpu:,.0f} | {words / cpu:,.0f} | "
            f"{naive / cpu:.1f} | {piped / cpu:.1f} | {run['peak']:.0f} | {starts[tool]['cpu']:.1f} |"
        )


def stages(log: str, model: str) -> Figures:
    """The processor's seconds that each part of a run takes by itself."""
    from chatmine.engine import extract
    from chatmine.nlp.money import money
    from chatmine.nlp.pipeline import load
    from chatmine.nlp.windows import tag_in_windows
    from chatmine.nlp.workers import Recipe
    from chatmine.outputs import PLAIN, Table, replacing, writer
    from chatmine.reading import read
    from chatmine.tables import kind_of

    took, tagger, nlp = dict[str, float](), Recipe(model).tagger(), load(model)
    took["read"], messages = _timed(lambda: list(read([log])))
    took["tokenise"], _ = _timed(lambda: deque((nlp.make_doc(message.text) for message in messages), maxlen=0))
    took["money"], _ = _timed(lambda: [money(message.text) for message in messages])
    results: list[Any] = []
    took["tag (tokens and money in it)"], _ = _timed(
        lambda: deque(tag_in_windows(messages, lambda batches: map(_kept(tagger, results), batches)), maxlen=0)
    )
    again = iter(results)
    took["read, follow and count"], found = _timed(
        lambda: extract([log], lambda batches: (next(again) for _ in batches), needs=kind_of("who-what").needs)
    )
    took["resolve and table"], frame = _timed(lambda: found.table("who-what"))
    rows = frame.itertuples(index=False, name=None)
    with tempfile.TemporaryDirectory() as folder, replacing(f"{folder}/out.csv") as stream:
        table = Table("who-what", tuple(frame.columns), rows)
        took["write"], _ = _timed(lambda: writer("csv")(table, stream, PLAIN))
    return took


def _kept(tagger: Callable[[Any], Any], results: list[Any]) -> Callable[[Any], Any]:
    def tag(batch: Any) -> Any:
        results.append(tagger(batch))
        return results[-1]

    return tag


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def print_stages(model: str, took: Figures, texts: list[str]) -> None:
    """The table of the parts."""
    print(f"\n| part, `{model}` | CPU s | messages/CPU s |\n| --- | ---: | ---: |")
    for part, seconds in took.items():
        print(f"| {part} | {seconds:.2f} | {len(texts) / max(seconds, 1e-6):,.0f} |")


def print_reading(peers: str | None) -> None:
    """The table of reading alone."""
    beside = ["--peers", peers] if peers else []
    print(
        f"\nReading alone{'' if peers else '; chat-miner and whatstk are left out for want of --peers'}:\n", flush=True
    )
    subprocess.run([sys.executable, Path(__file__).with_name("reading.py"), *beside], check=True)


if __name__ == "__main__":
    main()
