"""Train the Chinese tagger's network, on one processor thread.

The first lessons are what LAC itself finds in unlabelled messages and in the training texts: its knowledge of names is
brought to our labels before anything else is learnt. What is kept in the end is an average of the weights over the last
thousand or so steps. The figures printed are those of the development split; nothing is chosen by them.
"""

import copy
import gzip
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Annotated

import torch
import typer
from data_folder import DataOption, find_data
from lac import read_lac
from names import read_names
from names_zh import read_han_names
from network_zh import Network, from_lac, make_lexicon, words_of
from recurrent import Likelihood
from rows_zh import Corpora, Reader, Row, batches, epoch, padded, read_all
from teacher_zh import Teacher
from torch import Tensor, nn

from chatmine.evaluation.seen import Seen
from chatmine.nlp.tagger import decoding
from chatmine.nlp.tagger.decoding import LABELS, decode

UNLABELLED = "raw/kdconv_zh.txt.gz"
RATE, WORDS_RATE = 1e-3, 5e-5
WARM_UP, LEAST = 100, 0.02  # steps up to the full rate; the share of it at the end
AVERAGED = 0.998
RULES = tuple(torch.tensor(table) for table in (decoding.FOLLOWS, decoding.FIRST, decoding.LAST))


class Training:
    """The network, its average, and the rate at which it learns."""

    def __init__(self, network: Network, steps: int) -> None:
        self._network, self._steps, self._step = network, steps, 0
        self._others = [values for name, values in network.named_parameters() if name != "words.weight"]
        self._average = [values.detach().clone() for values in self._others]
        self._optimizers = (
            torch.optim.AdamW(self._others, lr=RATE, weight_decay=0.01),
            torch.optim.SparseAdam([network.words.weight], lr=WORDS_RATE),
        )

    def learn(self, rows: list[Row]) -> float:
        """One step; gives the loss."""
        words, labels, mask = padded(rows)
        self._network.train()
        unlikely: Tensor = Likelihood.apply(self._network(words, mask), labels, mask, RULES)  # type: ignore[no-untyped-call]
        loss = 10 * unlikely.sum() / mask.sum()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._others, 5.0)
        share = min(1, self._step / WARM_UP) * max(LEAST, 1 - self._step / self._steps)
        for optimizer, rate in zip(self._optimizers, (RATE, WORDS_RATE), strict=True):
            optimizer.param_groups[0]["lr"] = rate * share
            optimizer.step()
            optimizer.zero_grad()
        self._step += 1
        self._remember(min(AVERAGED, (self._step + 1) / (self._step + 20)))
        return loss.item()

    @torch.no_grad()
    def _remember(self, share: float) -> None:
        for kept, values in zip(self._average, self._others, strict=True):
            kept.lerp_(values, 1 - share)

    @property
    def average(self) -> Network:
        """The network with its average weights; words, which are touched too seldom for that, as they are."""
        network = copy.deepcopy(self._network).eval()
        others = (values for name, values in network.named_parameters() if name != "words.weight")
        with torch.no_grad():
            for values, kept in zip(others, self._average, strict=True):
                values.copy_(kept)
        return network


@torch.no_grad()
def score(network: Network, rows: list[Row]) -> float:
    """F1 of exact spans."""
    right = found = wanted = 0
    for row in rows:
        words, labels, mask = padded([row])
        guess = {span[:3] for span in decode(network(words, mask)[0].numpy())}
        truth = {span[:3] for span in decode(nn.functional.one_hot(labels[0], len(LABELS)).float().numpy())}
        right, found, wanted = right + len(guess & truth), found + len(guess), wanted + len(truth)
    return 2 * right / max(1, found + wanted)


def first_lessons(teacher: Teacher, texts: list[str], reader: Reader, random: Random) -> Iterator[list[Row]]:
    """Batches of texts with the labels that the teacher gives them."""
    for rows in batches([reader.bare_row(text) for text in texts], random):
        words, _, mask = padded(rows)
        yield [Row(row.words, labels) for row, labels in zip(rows, teacher.labels(words, mask), strict=True)]


def all_texts(data: Path, train: Corpora) -> list[str]:
    """The unlabelled messages, and those of the training split without their labels."""
    with gzip.open(data / UNLABELLED, "rt", encoding="utf-8") as lines:
        unlabelled = [text for line in lines if (text := line.strip())]
    return unlabelled + [example.text for packs in train.values() for pack in packs for example, _ in pack]


def main(
    lac: Annotated[Path, typer.Argument(help="The source archive of the package lac.")],
    jieba: Annotated[Path, typer.Argument(help="The source archive of the package jieba.")],
    output: Annotated[Path, typer.Argument(help="The folder to write weights and lexicon to.")],
    assets: Annotated[Path, typer.Option(help="The project's own words and chats.")],
    data: DataOption = "",
    epochs: Annotated[int, typer.Option(help="Times through the data.")] = 7,
    seed: Annotated[int, typer.Option(help="Seed of all chance.")] = 0,
) -> None:
    """Train, and write `weights.pt`, `tokenizer.json` and the hashes of the names that were seen."""
    torch.manual_seed(seed)
    torch.set_num_threads(int(os.environ.get("CHATMINE_THREADS", "1")))
    random, folder, start = Random(seed), find_data(data), read_lac(lac)  # noqa: S311 - chance, not secrets
    words = words_of(start)
    lexicon, network = make_lexicon(words), from_lac(start, words)
    reader = Reader(lexicon, read_han_names(jieba, read_names(folder / "names", assets)), random)
    train, dev = read_all(folder, assets, "train"), read_all(folder, assets, "dev")
    judged = {corpus: [row for pack in packs if (row := reader.row(pack))] for corpus, packs in dev.items()}
    reader.seen.clear()
    teacher = Teacher(start, copy.deepcopy(network))
    lessons = list(first_lessons(teacher, all_texts(folder, train), reader, random))
    network = study(network, len(lessons), [lessons], judged)
    steps = len(batches(list(epoch(train, reader)), random)) * epochs
    days = (batches(list(epoch(train, reader)), random) for _ in range(epochs))
    network = study(network, steps, days, judged)
    output.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), output / "weights.pt")
    lexicon.save(str(output / "tokenizer.json"))
    Seen.of(reader.seen).write(output)


def study(network: Network, steps: int, days: Iterable[list[list[Row]]], judged: dict[str, list[Row]]) -> Network:
    """Learn every batch of every day, and say after each day how well it goes."""
    training = Training(network, steps)
    for filled in days:
        loss = sum(training.learn(rows) for rows in filled) / len(filled)
        average = training.average
        figures = {corpus: round(score(average, rows), 3) for corpus, rows in judged.items()}
        print(json.dumps({"loss": round(loss, 3), **figures}), flush=True)
    return training.average


if __name__ == "__main__":
    typer.run(main)
