"""What the Chinese tagger is trained on: our own chats and two public corpora, as rows of numbers.

Every epoch sees each message anew: our conversations are cut into packs of any size, in most copies names are exchanged
for others, in many messages lose their final stops, and here and there a word is hidden.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

import torch
from chat_corpus import read_corpus
from convert import Example, as_example, read_examples
from guide import Ent, make_guide
from names import read_words
from names_zh import PLACE, Chosen, HanNames
from tokenizers import Tokenizer
from torch import Tensor

from chatmine.nlp.tagger.decoding import LABELS
from chatmine.nlp.tagger.units import SEPARATOR, folded

COPIES = {"own": 2, "weibo": 2, "uner_zh_gsdsimp": 2}  # of each message in an epoch
SWAPPED = {"own": 0.6, "weibo": 0.4, "uner_zh_gsdsimp": 0.35}  # the share of copies with other names
PLACES = {"LOC", "GPE"}
HIDDEN = 0.03  # the share of words that the network does not get to see
LONGEST = 150  # words of a pack
CHARACTERS = 120  # of a pack
BATCH = 1800  # words of a batch, padding included
FINAL_STOPS = "。！？.!?"

Pack = list[tuple[Example, list[Ent]]]  # messages of one conversation in a row, each with the places in it
Corpora = dict[str, list[Pack]]


@dataclass(frozen=True)
class Row:
    """A pack as numbers."""

    words: list[int]
    labels: list[int]


class Reader:
    """Messages to rows."""

    def __init__(self, lexicon: Tokenizer, names: HanNames, random: Random) -> None:
        self._lexicon, self._names, self._random = lexicon, names, random
        self._separator: int = lexicon.token_to_id(SEPARATOR)
        self.seen: set[str] = set()  # the names in all rows

    def vary(self, pack: Pack, share: float) -> Pack:
        """A copy with other names, the same all through it, and at times without final stops."""
        if self._random.random() >= share or any(example.masked for example, _ in pack):
            return pack
        chosen: Chosen = {}
        bare = self._random.random() < 0.5
        return [(self._other(example, places, chosen, bare=bare), places) for example, places in pack]

    def _other(self, example: Example, places: list[Ent], chosen: Chosen, *, bare: bool) -> Example:
        example = Example(*self._names.swap(example.text, example.ents + places, self._random, 0.7, chosen))
        if bare and not any(end == len(example.text) for _, end, _ in example.ents):
            example = Example(example.text.rstrip(FINAL_STOPS) or example.text, example.ents)
        return example

    def cut(self, pack: Pack) -> Iterator[Pack]:
        """A conversation in packs of any size."""
        start, size, limit = 0, 0, self._random.randint(1, CHARACTERS)
        for number, (example, _) in enumerate(pack):
            if number > start and size + len(example.text) > limit:
                yield pack[start:number]
                start, size, limit = number, 0, self._random.randint(1, CHARACTERS)
            size += len(example.text)
        yield pack[start:]

    def bare_row(self, text: str) -> Row:
        """Numbers of a text whose labels nobody knows."""
        words = [*self._lexicon.encode(folded(text)).ids[: LONGEST - 1], self._separator]
        return Row(words, [0] * len(words))

    def row(self, pack: Pack, hidden: float = 0.0) -> Row | None:
        """Numbers, without the messages in which a name starts or ends inside a word of the lexicon."""
        words: list[int] = []
        labels: list[int] = []
        for example, _ in pack:
            read = self._lexicon.encode(folded(example.text))
            own = labelled(read.offsets, example.ents)
            if own and len(words) + len(own) < LONGEST:
                self.seen.update(example.text[start:end] for start, end, _ in example.ents)
                words += [0 if self._random.random() < hidden else word for word in read.ids]
                words.append(self._separator)
                labels += [*own, 0]
        return Row(words, labels) if words else None


def labelled(places: list[tuple[int, int]], ents: Iterable[Ent]) -> list[int] | None:
    """The label of each word; None where a span does not start and end with one."""
    starts = {start: number for number, (start, _) in enumerate(places)}
    ends = {end: number for number, (_, end) in enumerate(places)}
    labels = ["O"] * len(places)
    for start, end, label in ents:
        if start not in starts or end not in ends:
            return None
        first, last = starts[start], ends[end]
        inside = "B" + "I" * (last - first - 1) + "L" if last > first else "U"
        labels[first : last + 1] = [f"{place}-{label}" for place in inside]
    return [LABELS.index(label) for label in labels]


def batches(rows: list[Row], random: Random) -> list[list[Row]]:
    """Rows of about the same length together."""
    filled: list[list[Row]] = [[]]
    for row in sorted(rows, key=lambda row: len(row.words) + 4 * random.random()):
        if (len(filled[-1]) + 1) * (len(row.words) + 4) > BATCH:
            filled.append([])
        filled[-1].append(row)
    random.shuffle(filled)
    return filled


def padded(rows: list[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Words, labels and mask, [batch, length] each."""
    length = max(len(row.words) for row in rows)
    words = torch.tensor([row.words + [0] * (length - len(row.words)) for row in rows])
    labels = torch.tensor([row.labels + [0] * (length - len(row.labels)) for row in rows])
    mask = torch.tensor([[1.0] * len(row.words) + [0.0] * (length - len(row.words)) for row in rows])
    return words, labels, mask


def read_all(data: Path, assets: Path, split: str) -> Corpora:
    """The messages of a split by corpus, brought to the guide."""
    guide = make_guide(read_words(assets))
    paths = {corpus: data / f"ner/{corpus}.{split}.jsonl" for corpus in COPIES if corpus != "own"}
    public = {
        corpus: [[pair] for pair in zip(read_examples(path, corpus, guide), read_places(path), strict=True)]
        for corpus, path in paths.items()
    }
    chats = [chat for chat in read_corpus(assets / "chat/zh") if chat.split == split]
    conversations = groupby(chats, key=lambda chat: chat.conversation)
    return public | {"own": [[(as_example(chat), []) for chat in own] for _, own in conversations]}


def read_places(path: Path) -> Iterator[list[Ent]]:
    """The places in each message, as far as they overlap no name."""
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            named = [range(start, end) for start, end, label in record["ents"] if label not in PLACES]
            yield [
                (start, end, PLACE)
                for start, end, label in record["ents"]
                if label in PLACES and not any(set(span).intersection(range(start, end)) for span in named)
            ]


def epoch(corpora: Corpora, reader: Reader) -> Iterator[Row]:
    """Every message in so many copies."""
    for corpus, conversations in corpora.items():
        for conversation in conversations * COPIES[corpus]:
            for pack in reader.cut(conversation):
                if row := reader.row(reader.vary(pack, SWAPPED[corpus]), HIDDEN):
                    yield row
