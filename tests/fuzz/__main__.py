"""The long run: as many inputs as asked for, the findings by their place in the code, and the speed.

Each finding is kept once, as the smallest input that shows it, in the folder of `--keep`.
"""

import argparse
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.conftest import SAMPLES
from tests.fuzz.runs import of_all
from tests.fuzz.targets import TARGETS, Input


@dataclass
class Account:
    """What a run found: how often each finding came, with an input that shows it, and the slowest input."""

    inputs: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    shown: dict[str, bytes] = field(default_factory=dict)
    slowest: tuple[float, str, bytes] = (0.0, "", b"")
    keep: Path | None = None

    def take(self, made: Input) -> None:
        """Run one input's check and keep what comes of it."""
        began = time.process_time()
        try:
            made.check()
        except Exception as error:  # a finding, of whatever kind
            self._find(f"{made.target}: {place(error)}", made.content)
        spent = time.process_time() - began
        self.inputs += 1
        if spent > self.slowest[0]:
            self.slowest = (spent, made.target, made.content)

    def _find(self, what: str, content: bytes) -> None:
        self.findings[what] += 1
        if what not in self.shown:
            print(f"! {what}", flush=True)
        if len(content) < len(self.shown.get(what, content + b" ")):
            self.shown[what] = content
            self._keep(list(self.shown).index(what), what, content)

    def _keep(self, number: int, what: str, content: bytes) -> None:
        if self.keep:
            (self.keep / f"{number}.txt").write_text(what + "\n", "utf-8")
            (self.keep / f"{number}.bin").write_bytes(content)

    def join(self, other: "Account") -> None:
        """Add another process's account."""
        self.inputs += other.inputs
        self.findings += other.findings
        self.shown |= other.shown
        self.slowest = max(self.slowest, other.slowest)


def place(error: Exception) -> str:
    """What went wrong and where, without what differs from input to input."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "chatmine" in frame.filename and "tests/fuzz" not in frame.filename] or frames
    words = " ".join(str(error).split())[:80] if not isinstance(error, AssertionError) else _reason(error)
    return f"{type(error).__name__} at {Path(own[-1].filename).name}:{own[-1].lineno} {words}"


def _reason(error: AssertionError) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno} {(frame.line or '')[:80]}"


def run(inputs: int, seed: int, root: Path, keep: Path | None = None, quiet: bool = False) -> Account:
    """One process's share, the same for the same seed."""
    random, account, began = Random(seed), Account(keep=keep), time.monotonic()  # noqa: S311
    weights = [weight for weight, _ in TARGETS]
    makers = [make for _, make in TARGETS]
    for number in range(1, inputs + 1):
        account.take(random.choices(makers, weights)[0](random, root))
        if number % 10_000 == 0 and not quiet:
            rate = number / (time.monotonic() - began)
            print(f"{number:,} inputs, {rate:,.0f}/s, {len(account.findings)} findings", flush=True)
    return account


def main() -> None:
    """Read the options, run, and print the account."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--samples", type=Path, default=SAMPLES, help="the folder whose files are mutated")
    options.add_argument("--keep", type=Path, help="a folder for the inputs that show findings")
    options.add_argument(
        "--lengths", type=int, help="instead: time runs of this many characters and of four times that"
    )
    options.add_argument("--every", type=int, default=1, help="of the texts for --lengths only each of so many")
    chosen = options.parse_args()
    if chosen.lengths:
        raise SystemExit(_time_lengths(chosen.lengths, chosen.every))
    began = time.monotonic()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    account = _run_all(chosen.inputs, chosen.seed, chosen.jobs, chosen.samples, chosen.keep)
    _print(account, time.monotonic() - began)
    raise SystemExit(1 if account.findings else 0)


def _time_lengths(length: int, every: int) -> int:
    """Print whatever takes more than its share of time when it is longer; 1 if anything does."""
    found, slowest = 0, 0.0
    for grown in of_all(length, every):
        found += not grown.linear
        slowest = max(slowest, grown.long)
        if not grown.linear:
            print(f"! {grown.what}: {grown.short:.2f} s, {grown.long:.2f} s", flush=True)
    print(f"{found} findings, slowest {slowest:.2f} s")
    return int(found > 0)


def _run_all(inputs: int, seed: int, jobs: int, root: Path, keep: Path | None) -> Account:
    if jobs == 1:
        return run(inputs, seed, root, keep)
    account = Account()
    with ProcessPoolExecutor(jobs) as pool:
        for part in [pool.submit(run, inputs // jobs, seed * jobs + job, root, keep, True) for job in range(jobs)]:
            account.join(part.result())
    return account


def _print(account: Account, seconds: float) -> None:
    slowest, target, content = account.slowest
    print(f"{account.inputs:,} inputs in {seconds:,.0f} s, {account.inputs / seconds:,.0f}/s")
    print(f"slowest: {slowest:.2f} s, {target}, {len(content):,} bytes")
    print(f"{len(account.findings)} findings")
    for what, times in account.findings.most_common():
        print(f"{times:8,} {what}")


if __name__ == "__main__":
    main()
