"""Train the gate: small tables that tell, far cheaper than the network, which messages may hold a name.

It learns from the packs, and from unlabelled chat as the network reads it. What a piece means comes from the network's
own embeddings through a learnt projection, so that pieces never seen in a name are judged by their likeness to others.
The threshold is set on the development packs: of the messages in which the network finds a name, it loses that share.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Annotated, Any

import numpy as np
import spacy
import torch
import typer
from data_folder import DataOption, find_data
from network import WIDTH, Network
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from chatmine.nlp.tagger.gate import COUNTS, Gate, row
from chatmine.nlp.tagger.network import Network as Tagger
from chatmine.nlp.tagger.pieces import SHAPES, STYLES, Word, Words, style

COLUMNS, WIDE = 48, 64
RAW = {"ubuntu_irc": 5, "wnut17_social_raw": 1, "topical_chat": 1}  # files of unlabelled chat, and shares of each
Labelled = tuple[list[Word], list[float]]  # the words of a message, and how likely each is part of a name


class Tables(nn.Module):
    """The gate's tables while they are learnt: the network's embeddings projected, and what a piece has of its own."""

    def __init__(self, embeddings: Tensor) -> None:
        super().__init__()
        self.embeddings = nn.Embedding.from_pretrained(functional.normalize(embeddings) * 3, freeze=True)
        self.first, self.last = (nn.Linear(WIDTH, COLUMNS, bias=False) for _ in range(2))
        self.own_first, self.own_last = (nn.Embedding(len(embeddings), COLUMNS) for _ in range(2))
        self.shapes = nn.Embedding(SHAPES * STYLES * COUNTS, COLUMNS)
        self.near, self.far = nn.Linear(3 * COLUMNS, WIDE), nn.Linear(3 * WIDE, WIDE)
        self.weights = nn.Parameter(torch.randn(WIDE) * 0.2)
        for own in (self.own_first, self.own_last, self.shapes):
            nn.init.normal_(own.weight, std=0.02)

    def forward(self, first: Tensor, last: Tensor, shapes: Tensor, inside: Tensor) -> Tensor:
        """Scores of words in a row; `inside` is 1 where a word is followed by one of its own message."""
        states = self.first(self.embeddings(first)) + self.own_first(first)
        states = states + self.last(self.embeddings(last)) + self.own_last(last) + self.shapes(shapes)
        states = functional.relu(states)
        for layer in (self.near, self.far):
            nothing = torch.zeros(1, states.shape[1])
            before = torch.cat([nothing, states[:-1] * inside[:-1, None]])
            after = torch.cat([states[1:] * inside[:-1, None], nothing])
            states = functional.relu(layer(torch.cat([before, states, after], 1)))
        scores: Tensor = states @ self.weights
        return scores

    @torch.no_grad()
    def written(self) -> dict[str, NDArray[Any]]:
        """The tables as the gate reads them: 8-bit rows with a scale a table, the layers in 16 bits."""
        first = self.first(self.embeddings.weight) + self.own_first.weight
        last = self.last(self.embeddings.weight) + self.own_last.weight
        rows = {"first": first, "last": last, "shapes": self.shapes.weight}
        scales = {name: float(table.abs().max()) / 127 for name, table in rows.items()}
        layers = {
            "near": self.near.weight.T,
            "near_bias": self.near.bias,
            "far": self.far.weight.T,
            "far_bias": self.far.bias,
            "weights": self.weights,
        }
        return {
            **{name: (table / scales[name]).round().to(torch.int8).numpy() for name, table in rows.items()},
            **{name: layer.numpy().astype(np.float16) for name, layer in layers.items()},
            "scales": np.array(list(scales.values()), np.float32),
        }


def read_packs(path: Path, words: Words) -> Iterator[Labelled]:
    """Each message of the packs, with whether each word is in a name; masked words count as names."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for message in json.loads(line)["messages"]:
                yield (
                    [words.read(word) for word in message["words"]],
                    [float(label != 0) for label in message["labels"]],
                )


def found_in_packs(path: Path, tagger: Tagger, nlp: Language) -> Iterator[tuple[list[Word], bool]]:
    """Each message of the packs, with whether the network finds a name in it."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            docs = [Doc(nlp.vocab, message["words"]) for message in json.loads(line)["messages"]]
            tagger.tag(docs)
            yield from ((tagger.words.of(doc), bool(doc.ents)) for doc in docs)


def read_raw(folder: Path, tagger: Tagger, nlp: Language, count: int) -> Iterator[Labelled]:
    """So many unlabelled messages, with how likely the network takes each word for part of a name."""
    random = Random(0)  # noqa: S311
    for name, share in RAW.items():
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
            said = [line.strip() for line in lines if line.strip()]
        for doc in nlp.pipe(random.sample(said, count * share // sum(RAW.values()))):
            if reading := next(iter(tagger.read([doc])), None):
                words = tagger.words.of(doc)[: len(reading.shares)]
                yield words, (1 - reading.shares[:, 0]).tolist()


def numbers(batch: list[Labelled]) -> tuple[Tensor, ...]:
    """First pieces, last pieces, shape rows, inside and truth of all words in a row."""
    first, last, shapes, inside, truth = [], [], [], [], []
    for words, named in batch:
        how = style([word.shape for word in words])
        first += [word.pieces[0] for word in words]
        last += [word.pieces[-1] for word in words]
        shapes += [row(word, how) for word in words]
        inside += [1.0] * (len(words) - 1) + [0.0]
        truth += named
    return torch.tensor(first), torch.tensor(last), torch.tensor(shapes), torch.tensor(inside), torch.tensor(truth)


def learn(tables: Tables, messages: list[Labelled], epochs: int) -> None:
    """A few times through the messages; a name counts three times a word that is none."""
    random = Random(0)  # noqa: S311
    optimizer = torch.optim.AdamW(tables.parameters(), 2e-3, weight_decay=0.02)
    steps = epochs * (len(messages) // 128 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for _ in range(epochs):
        random.shuffle(messages)
        for start in range(0, len(messages), 128):
            *inputs, truth = numbers(messages[start : start + 128])
            loss = functional.binary_cross_entropy_with_logits(tables(*inputs) - 4, truth, pos_weight=torch.tensor(3.0))
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()


def main(
    pipeline: Annotated[
        Path, typer.Argument(help="The tagger's folder, with tokenizer and graph; the gate goes there.")
    ],
    weights: Annotated[Path, typer.Argument(help="The trained weights, for their embeddings.")],
    packs: Annotated[Path, typer.Option(help="The packs to learn from, and to set the threshold by.")],
    blank: Annotated[Path, typer.Option(help="The blank pipeline, for its tokenizer.")],
    data: DataOption = "",
    count: Annotated[int, typer.Option(help="Messages of unlabelled chat to take.")] = 35_000,
    most: Annotated[int, typer.Option(help="Messages to take of the packs.")] = 150_000,
    lost: Annotated[float, typer.Option(help="The share of messages with names that may be lost.")] = 0.008,
    epochs: Annotated[int, typer.Option(help="Times through the messages.")] = 4,
) -> None:
    """Learn, set the threshold, and write gate.npz."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    words = Words(Tokenizer.from_file(str(pipeline / "tokenizer.json")))
    nlp, tagger = spacy.load(blank), Tagger(pipeline, gated=False)
    network = Network()
    network.load_state_dict(torch.load(weights))
    messages = [message for name in ("broad", "own") for message in read_packs(packs / f"{name}.jsonl", words)]
    messages = Random(0).sample(messages, min(most, len(messages)))  # noqa: S311
    unlabelled = list(read_raw(find_data(data) / "raw", tagger, nlp, count))
    held, unlabelled = unlabelled[::10], [each for number, each in enumerate(unlabelled) if number % 10]
    tables = Tables(network.pieces.weight.detach())
    learn(tables, messages + unlabelled, epochs)
    written = tables.written()
    gate, chats = Gate(written, threshold=0.0), list(found_in_packs(packs / "dev.jsonl", tagger, nlp))
    named = gate.scores([each for each, found in chats if found])
    others = gate.scores([each for each, _ in held])
    for share in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05):
        threshold = np.quantile(named, share)
        print(f"lost {share} at {threshold:.2f}, passes {np.mean(others >= threshold):.3f} of unlabelled chat")
    threshold = float(np.quantile(named, lost))
    np.savez_compressed(pipeline / "gate.npz", **written, threshold=np.float32(threshold))
    print(f"threshold {threshold:.2f}")


if __name__ == "__main__":
    typer.run(main)
