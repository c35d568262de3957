"""Turn the corpora into what the tagger trains on: packs, a line of JSON each.

A pack is a run of messages of one conversation, `{"messages": [{"words": [...], "labels": [...]}]}`, which the network
reads in one go, so that a message has neighbours; a message of a corpus without conversations is a pack by itself.
Labels are numbers into `chatmine.nlp.tagger.decoding.LABELS`, -1 where nothing is to be learnt.

Packs come as they are and in copies, under a seed: with other names (the same one all through a pack, its short
form too), in lower case, without some of the messages that hold no name, as the gate leaves them out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Annotated

import spacy
import typer
from chat_corpus import read_corpus
from convert import CORPORA, Example, as_example, outside, read_examples
from data_folder import DataOption, find_data
from guide import make_guide
from names import HAN, Names, in_case_of, read_names, read_words
from spacy.language import Language

from chatmine.nlp.tagger.decoding import LABELS

Pack = list[Example]
LONGEST = 80  # words of a pack
FINAL_STOPS = ".!?"
LATIN = re.compile("[A-Za-z]{2}")
ENGLISH = tuple(corpus for corpus in CORPORA if corpus not in {"uner_zh_gsdsimp", "weibo"})


def conversations(folder: Path, split: str) -> Iterator[Pack]:
    """Our own conversations in English, whole."""
    chats = [chat for chat in read_corpus(folder) if chat.split == split]
    for _, messages in groupby(chats, key=lambda chat: chat.conversation):
        pack = [as_example(message) for message in messages]
        if sum(bool(HAN.search(message.text)) for message in pack) < len(pack) / 4:
            yield pack


def mixed(folder: Path) -> Iterator[Pack]:
    """Messages of our Chinese conversations with Latin words in them, each by itself; Chinese names are masked.

    Of such a message the English tagger is asked for the names in Latin letters.
    """
    for message in map(as_example, (chat for chat in read_corpus(folder) if chat.split == "train")):
        if HAN.search(message.text) and LATIN.search(message.text):
            han = [ent for ent in message.ents if HAN.search(message.text[ent[0] : ent[1]])]
            yield [Example(message.text, [ent for ent in message.ents if ent not in han], han)]


def cut(conversation: Pack, random: Random) -> Iterator[Pack]:
    """Packs of a conversation, of any length up to the longest."""
    pack: Pack = []
    size, limit = 0, random.randint(1, LONGEST)
    for message in conversation:
        words = len(message.text.split())
        if pack and size + words > limit:
            yield pack
            pack, size, limit = [], 0, random.randint(1, LONGEST)
        pack.append(message)
        size += words
    if pack:
        yield pack


def thin(conversation: Pack, random: Random) -> Pack:
    """Without a share of the messages that hold no name."""
    share = random.choice([0, 0.3, 0.6, 0.9])
    return [message for message in conversation if message.ents or random.random() >= share]


class Swap:
    """Other names for those of one pack, the same all through it."""

    def __init__(self, names: Names, random: Random, share: float) -> None:
        self._names, self._random, self._share = names, random, share
        self._new: dict[tuple[str, str], str] = {}

    def __call__(self, pack: Pack) -> Pack:
        """The pack with that share of its names exchanged."""
        if any(message.masked for message in pack):
            return pack
        mentions = {(message.text[start:end], label) for message in pack for start, end, label in message.ents}
        for surface, label in sorted(mentions, key=lambda mention: (-len(mention[0].split()), mention)):
            self._choose(surface, label)
        return [self._written(message) for message in pack]

    def _choose(self, surface: str, label: str) -> None:
        key = surface.casefold(), label
        if key in self._new:
            return
        make = self._names.person if label == "PERSON" else self._names.organisation
        self._new[key] = new = make(surface, self._random) if self._random.random() < self._share else surface
        old_words, new_words = surface.split(), new.split()
        if label == "PERSON" and len(old_words) == len(new_words) > 1:
            for old, word in zip(old_words, new_words, strict=True):
                self._new.setdefault((old.casefold(), label), word)
        elif label == "ORG" and len(old_words) > 1:
            self._new.setdefault((old_words[0].casefold(), label), new_words[0])

    def _written(self, message: Example) -> Example:
        text, ents, position = "", [], 0
        for start, end, label in sorted(message.ents):
            text += message.text[position:start]
            old = message.text[start:end]
            new = self._new[old.casefold(), label]
            new = in_case_of(old, new) if new.casefold() != old.casefold() else old
            ents.append((len(text), len(text) + len(new), label))
            text, position = text + new, end
        return Example(text + message.text[position:], ents)


def vary(pack: Pack, names: Names, random: Random, share: float = 0.6, lower: float = 0.4) -> Pack:
    """A copy with other names, at times in lower case and without its final stops."""
    pack = Swap(names, random, share)(pack)
    if random.random() < lower and all(len(message.text.lower()) == len(message.text) for message in pack):
        pack = [Example(message.text.lower(), message.ents, message.masked) for message in pack]
    if random.random() < 0.4:
        pack = [without_stop(message) for message in pack]
    return pack


def without_stop(message: Example) -> Example:
    """The message without its final stop, unless that is part of a name."""
    if any(end == len(message.text) for _, end, _ in message.ents):
        return message
    return Example(message.text.rstrip(FINAL_STOPS) or message.text, message.ents, message.masked)


def labelled(nlp: Language, message: Example) -> dict[str, list[str] | list[int]] | None:
    """Words and label numbers; None where a span does not start and end with a word."""
    doc = nlp.make_doc(message.text)
    labels = ["O"] * len(doc)
    ents = [doc.char_span(*ent) for ent in message.ents]
    if not all(ents):
        return None
    for span in filter(None, ents):
        places = "U" if len(span) == 1 else "B" + "I" * (len(span) - 2) + "L"
        labels[span.start : span.end] = [f"{place}-{span.label_}" for place in places]
    numbers = [LABELS.index(label) for label in labels]
    masked = [doc.char_span(*ent, alignment_mode="expand") for ent in message.masked]
    for span in outside(masked, [ent for ent in ents if ent]):
        numbers[span.start : span.end] = [-1] * len(span)
    return {"words": [word.text for word in doc], "labels": numbers}


def write(nlp: Language, packs: Iterable[Pack], path: Path) -> None:
    """Write the packs, and say how many messages do not align."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = words = lost = 0
    with path.open("w", encoding="utf-8") as lines:
        for pack in packs:
            messages = [labelled(nlp, message) for message in pack]
            lost += messages.count(None)
            kept = [message for message in messages if message and message["words"]]
            if kept:
                count += 1
                words += sum(len(message["words"]) for message in kept)
                lines.write(json.dumps({"messages": kept}, ensure_ascii=False) + "\n")
    print(f"{path}: {count} packs, {words} words, {lost} messages misaligned")


def main(
    blank: Annotated[Path, typer.Option(help="The blank pipeline, for its tokenizer.")],
    assets: Annotated[Path, typer.Option(help="The project's own words and chats.")],
    output: Annotated[Path, typer.Option(help="The folder to write to.")],
    data: DataOption = "",
    broad: Annotated[int, typer.Option(help="Copies of our chats among all corpora.")] = 4,
    own: Annotated[int, typer.Option(help="Copies of our chats in the second training.")] = 19,
    share: Annotated[float, typer.Option(help="Share of the other corpora in the second training.")] = 0.3,
    seed: Annotated[int, typer.Option(help="Seed of all chance.")] = 0,
) -> None:
    """Write broad.jsonl for the first training, own.jsonl for the second, and dev.jsonl to choose states by."""
    folder = find_data(data)
    nlp, random = spacy.load(blank), Random(seed)  # noqa: S311 - chance, not secrets
    guide, names = make_guide(read_words(assets)), read_names(folder / "names", assets)
    ours = list(conversations(assets / "chat", "train"))
    both_scripts = list(mixed(assets / "chat"))
    others = [
        [example]
        for corpus in ENGLISH
        for example in read_examples(folder / f"ner/{corpus}.train.jsonl", corpus, guide)
        if len(example.text) < 600
    ]

    def copies(count: int) -> Iterator[Pack]:
        for number in range(count):
            for conversation in ours:
                for pack in cut(thin(conversation, random) if number else conversation, random):
                    yield vary(pack, names, random) if number else pack
            yield from (vary(pack, names, random) if number else pack for pack in both_scripts)

    first = [*copies(broad), *others, *(vary(pack, names, random) for pack in others if pack[0].ents)]
    sample = random.sample(others, int(share * len(others)))
    second = [*copies(own), *(vary(pack, names, random, share=0.4, lower=0.3) for pack in sample)]
    for packs in (first, second):
        random.shuffle(packs)
    write(nlp, first, output / "broad.jsonl")
    write(nlp, second, output / "own.jsonl")
    write(
        nlp,
        (pack for chat in conversations(assets / "chat", "dev") for pack in cut(chat, random)),
        output / "dev.jsonl",
    )


if __name__ == "__main__":
    typer.run(main)
