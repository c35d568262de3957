"""Train the tagger's network on packs, on a GPU if there is one, else on one processor thread unless told otherwise.

The state kept is the one that scores best on the development packs (exact spans of PERSON and ORG together). An
average of the weights over the last thousand or so steps is what is scored and kept: it is steadier than any one state.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Annotated

import torch
import typer
from network import Network, from_minilm
from tokenizers import Tokenizer
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from chatmine.nlp.tagger.decoding import LABELS, decode
from chatmine.nlp.tagger.pieces import STYLES, Words, style

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
LIMIT = 128  # pieces of a pack
BATCH = 1200  # pieces of a batch, padding included


@dataclass(frozen=True)
class Rows:
    """One pack as numbers: pieces, shapes, and for the first piece of each word its label, else -1."""

    pieces: list[int]
    shapes: list[int]
    labels: list[int]


def numbered(messages: list[dict[str, list[str]]], words: Words) -> Rows:
    """The rows of a pack, cut at the limit."""
    pieces, shapes, labels = [words.start], [0], [-1]
    for message in messages:
        found = [words.read(word) for word in message["words"]]
        how = style([shape for _, shape in found])
        for (ids, shape), label in zip(found, message["labels"], strict=True):
            pieces += ids
            shapes += [1 + shape * STYLES + how] * len(ids)
            labels += [int(label)] + [-1] * (len(ids) - 1)
        pieces.append(words.stop)
        shapes.append(0)
        labels.append(-1)
    return Rows(pieces[:LIMIT], shapes[:LIMIT], labels[:LIMIT])


def read_rows(path: Path, words: Words) -> list[Rows]:
    """Every pack of a file."""
    with path.open(encoding="utf-8") as lines:
        return [numbered(json.loads(line)["messages"], words) for line in lines]


def batches(rows: list[Rows], random: Random) -> Iterator[list[Rows]]:
    """Packs of like length together, the batches in any order."""
    order = sorted(rows, key=lambda row: (len(row.pieces) // 4, random.random()))
    found: list[list[Rows]] = []
    batch: list[Rows] = []
    for row in order:
        if batch and len(row.pieces) * (len(batch) + 1) > BATCH:
            found.append(batch)
            batch = []
        batch.append(row)
    found.append(batch)
    random.shuffle(found)
    yield from found


def tensors(batch: list[Rows]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pieces, shapes, mask and labels, padded."""
    length = max(len(row.pieces) for row in batch)

    def padded(values: list[list[int]], filler: int) -> torch.Tensor:
        return torch.tensor([row + [filler] * (length - len(row)) for row in values], device=DEVICE)

    mask = padded([[1] * len(row.pieces) for row in batch], 0)
    return (
        padded([row.pieces for row in batch], 0),
        padded([row.shapes for row in batch], 0),
        mask,
        padded([row.labels for row in batch], -1),
    )


@torch.no_grad()
def score(network: Network, rows: list[Rows]) -> float:
    """F1 of exact spans over the packs."""
    network.eval()
    hits = found = wanted = 0
    for batch in batches(rows, Random(0)):  # noqa: S311
        pieces, shapes, mask, labels = tensors(batch)
        with torch.autocast(DEVICE, torch.bfloat16):
            scores = network(pieces, shapes, mask).float()
        for row_scores, row_labels in zip(scores.cpu(), labels.cpu(), strict=True):
            kept = row_labels >= 0
            guess = {span[:3] for span in decode(row_scores[kept].numpy())}
            sure = 9.0 * functional.one_hot(row_labels[kept], len(LABELS)).float()
            truth = {span[:3] for span in decode(sure.numpy())}
            hits, found, wanted = hits + len(guess & truth), found + len(guess), wanted + len(truth)
    network.train()
    return 2 * hits / max(1, found + wanted)


class Training:
    """A network on its way: what is learnt, how fast, and the running average of the weights."""

    def __init__(self, network: Network, steps: int, rate: float, fresh_rate: float) -> None:
        self.network = network.to(DEVICE)
        self.average = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(0.998))
        network.pieces.requires_grad_(False)
        fresh = [*network.shapes.parameters(), *network.labels.parameters()]
        new = {id(each) for each in fresh}
        known = [each for each in network.parameters() if each.requires_grad and id(each) not in new]
        groups = [{"params": known, "lr": rate}, {"params": fresh, "lr": fresh_rate}]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
        )

    def step(self, batch: list[Rows]) -> float:
        """Learn from a batch; gives the loss."""
        pieces, shapes, mask, labels = tensors(batch)
        with torch.autocast(DEVICE, torch.bfloat16):
            scores = self.network(pieces, shapes, mask)
        loss = functional.cross_entropy(scores.float().transpose(1, 2), labels, ignore_index=-1, label_smoothing=0.02)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._schedule.step()
        self.average.update_parameters(self.network)
        return loss.item()


def endless(rows: list[Rows], random: Random) -> Iterator[list[Rows]]:
    """Batches, through the packs again and again."""
    while True:
        yield from batches(rows, random)


def main(
    train: Annotated[Path, typer.Argument(help="Packs to train on.")],
    dev: Annotated[Path, typer.Argument(help="Packs to choose the state by.")],
    output: Annotated[Path, typer.Argument(help="Where the weights go.")],
    encoder: Annotated[Path, typer.Option(help="The encoder's folder: tokenizer.json, model.safetensors.")],
    start: Annotated[Path | None, typer.Option(help="Weights of an earlier training to go on from.")] = None,
    epochs: Annotated[float, typer.Option(help="Times through the data.")] = 1.0,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 2e-4,
    every: Annotated[int, typer.Option(help="Steps between scores.")] = 250,
    threads: Annotated[int, typer.Option(help="Processor threads.")] = 1,
    seed: Annotated[int, typer.Option(help="Seed of all chance.")] = 0,
) -> None:
    """Train, and keep the best averaged state."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    words = Words(Tokenizer.from_file(str(encoder / "tokenizer.json")))
    rows, dev_rows = read_rows(train, words), read_rows(dev, words)
    network = from_minilm(encoder / "model.safetensors")
    if start:
        network.load_state_dict(torch.load(start))
    steps = int(epochs * sum(1 for _ in batches(rows, Random(0))))  # noqa: S311
    training = Training(network, steps, rate, rate if start else 5 * rate)
    print(f"{len(rows)} packs, {steps} steps", flush=True)
    best, losses, since = 0.0, 0.0, time.monotonic()
    network.train()
    output.parent.mkdir(parents=True, exist_ok=True)
    for step, batch in enumerate(islice(endless(rows, Random(seed)), steps), 1):  # noqa: S311
        losses += training.step(batch)
        if step % every == 0 or step == steps:
            f1 = score(training.average.module, dev_rows)
            print(f"{step} loss {losses / every:.4f} F1 {f1:.4f} {time.monotonic() - since:.0f}s", flush=True)
            losses = 0.0
            if f1 >= best:
                best = f1
                torch.save({name: each.cpu() for name, each in training.average.module.state_dict().items()}, output)


if __name__ == "__main__":
    typer.run(main)
