"""Go on training the shipped English tagger on one's own gold, and say what came of it.

The gold is what `chatmine evaluate` reads. A fifth of it is held out, and both pipelines are scored on that and on the
development part of our own chats. The rest is learnt in copies, with other names and in lower case, among our own
chats, so that nothing is forgotten. The new pipeline is a folder for `--model`.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import export
import numpy as np
import torch
import typer
from chat_corpus import read_corpus
from convert import Example
from guide import LABELS
from names import HAN, Names, latin_only, read_lines, read_words
from network import Network
from package import replace_folder
from packs import Pack, conversations, cut, labelled, thin, vary
from restore import restore
from seen import names_of
from tokenizers import Tokenizer
from train import Rows, Training, endless, numbered

from chatmine.evaluation import Labelled, Score, Seen, compare, read_gold, read_seen, score_all
from chatmine.nlp.pipeline import load
from chatmine.nlp.tagger.gate import Gate
from chatmine.nlp.tagger.pieces import Words
from chatmine.nlp.tagging import tag
from chatmine.records import Message

HELD_OUT = 5  # one part in so many
FEWEST = 20  # messages from which anything can be learnt
SHARE = 0.4  # of the gold among what is learnt
MOST_COPIES = 30
LOST = 0.01  # of the gold's messages with names, that the gate may leave out

Conversation = list[Labelled]


def read_conversations(path: Path) -> list[Conversation]:
    """The gold, conversation by conversation; exits where there is too little."""
    if not path.is_file():
        raise SystemExit("which gold? `weasel run retrain . --vars.gold GOLD.jsonl` (see README)")
    gold = read_gold(str(path))
    for problem in gold.problems:
        print(f"{path}:{problem.line}: left out: {problem.reason}")
    if len(gold.labelled) < FEWEST:
        raise SystemExit(f"{path} has {len(gold.labelled)} messages; label at least {FEWEST}, better 200")
    return [list(run) for _, run in groupby(gold.labelled, key=lambda each: each.message.conversation)]


def split(chats: list[Conversation], random: Random) -> tuple[list[Conversation], list[Conversation]]:
    """What is learnt, and the fifth that is held out: whole conversations, or the ends of long ones."""
    total = sum(map(len, chats))
    longest = max(1, total // HELD_OUT // 2)
    runs = [chat[start : start + longest] for chat in chats for start in range(0, len(chat), longest)]
    random.shuffle(runs)
    held: list[Conversation] = []
    while sum(map(len, held)) < total / HELD_OUT:
        held.append(runs.pop())
    return runs, held


def as_pack(chat: Conversation) -> Pack:
    """Messages as the trainer has them; sums are the grammar's."""
    return [Example(each.message.text, [span for span in each.spans if span[2] in LABELS]) for each in chat]


def own_names(assets: Path) -> Names:
    """Names to exchange for others, from what every clone has."""
    words = read_words(assets)
    own = list(read_lines(assets / "organisations.txt"))
    latin = [name for name in own if not HAN.search(name)]
    acronyms = [name for name in latin if re.fullmatch("[A-Z]{2,6}", name)]
    bodies = [name for name in latin if name not in acronyms]
    given, surnames = (list(latin_only(words["latin"][kind])) for kind in ("given", "surnames"))
    han = [name for name in own if HAN.search(name)]
    return Names(words, given, surnames, bodies, acronyms, bodies, han, han)


def mixture(gold: list[Conversation], assets: Path, random: Random) -> Iterator[Pack]:
    """The gold in copies among our own chats."""
    names, chats = own_names(assets), list(conversations(assets / "chat", "train"))
    for chat in chats:
        yield from (vary(pack, names, random) for pack in cut(thin(chat, random), random))
    size = sum(map(len, chats)) / 2  # `thin` leaves out about as much
    wanted = SHARE / (1 - SHARE) * size / sum(map(len, gold))
    for number in range(max(2, min(MOST_COPIES, round(wanted)))):
        for chat in gold:
            for pack in cut(as_pack(chat), random):
                yield vary(pack, names, random, share=0.4) if number % 2 else pack


def learn(network: Network, rows: list[Rows], steps: int, rate: float, random: Random) -> None:
    """Train for so many steps at a falling rate; the embeddings of pieces stay as they are."""
    training = Training(network.train(), steps, rate, rate)
    for step, batch in enumerate(islice(endless(rows, random), steps), 1):
        loss = training.step(batch)
        if step % 50 == 0 or step == steps:
            print(f"step {step} of {steps}, loss {loss:.3f}", flush=True)


def open_gate(folder: Path, words: Words, named: list[list[str]]) -> None:
    """Lower the gate where it would leave out messages whose names were learnt: each is a list of words."""
    path = folder / "gate.npz"
    scores = Gate.read(path).scores([[words.read(word) for word in message] for message in named])
    with np.load(path) as stored:
        tables = dict(stored)
    if len(scores) and (wanted := np.float32(np.quantile(scores, LOST))) < tables["threshold"]:
        np.savez_compressed(path, **{**tables, "threshold": wanted})
        print(f"gate lowered from {float(tables['threshold']):.2f} to {float(wanted):.2f}")


def score(model: Path, chats: Iterable[Conversation]) -> dict[str, Score]:
    """The scores of a pipeline for each label, and together."""
    gold = [each for chat in chats for each in chat]
    tagged = tag([each.message for each in gold], load(str(model)))
    scores = score_all(compare(gold, tagged, LABELS))
    return {each.label: each for each in scores if each.slice == "all"}


def development(assets: Path) -> list[Conversation]:
    """The development part of our own chats, as gold."""
    own = [
        Labelled(Message(each.conversation, each.speaker, each.text), tuple(each.ents))
        for each in read_corpus(assets / "chat")
        if each.split == "dev" and not HAN.search(each.text)
    ]
    return [list(run) for _, run in groupby(own, key=lambda each: each.message.conversation)]


def table(title: str, before: dict[str, Score], after: dict[str, Score]) -> str:
    """Before and after, for each label."""
    heads = [("", "before", "after"), (title, *["P      R      F1 "] * 2)]
    rows = [f"{name:>32} {one:>22}   {other:>22}" for name, one, other in heads]
    for label in (*LABELS, "micro"):
        if label in before and label in after:
            told = (f"{_told(each[label]):>22}" for each in (before, after))
            rows.append(f"{label + f' ({before[label].gold})':>32} {'   '.join(told)}")
    return "\n".join(rows)


def _told(score: Score) -> str:
    return "  ".join("  -  " if rate is None else f"{rate:.3f}" for rate in (score.precision, score.recall, score.f1))


def weights_in(pipeline: Path) -> Path:
    """Where in a pipeline's folder the English tagger's weights lie: they are the ones with a gate."""
    found = next(iter(sorted(pipeline.rglob("gate.npz"))), None)
    if found is None:
        raise SystemExit(f"{pipeline} has no tagger that training could go on with")
    return found.parent


def main(
    gold: Annotated[Path, typer.Argument(help="Labelled messages, as `chatmine evaluate` reads them.")],
    pipeline: Annotated[Path, typer.Argument(help="The pipeline to go on from.")],
    output: Annotated[Path, typer.Argument(help="The folder for the new one.")],
    assets: Annotated[Path, typer.Option(help="The project's own words and chats.")] = Path("assets"),
    steps: Annotated[int, typer.Option(help="Steps of training; each takes about half a second.")] = 300,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 5e-5,
    seed: Annotated[int, typer.Option(help="Seed of all chance.")] = 0,
) -> None:
    """Train, write the new pipeline, and print both scores."""
    torch.manual_seed(seed)
    random = Random(seed)  # noqa: S311 - chance, not secrets
    learnt, held = split(read_conversations(gold), random)
    print(f"{sum(map(len, learnt))} messages to learn, {sum(map(len, held))} held out", flush=True)
    with TemporaryDirectory(dir=output.parent) as folder:
        new = Path(folder) / "pipeline"
        shutil.copytree(pipeline, new)
        retrain(new, learnt, assets, steps, rate, random)
        replace_folder(new, output)
    for title, chats in (("held out of the gold", held), ("our own chats", development(assets))):
        print(table(title, score(pipeline, chats), score(output, chats)), flush=True)
    print(f"use it with `chatmine extract PATH --model {output}`")


def retrain(pipeline: Path, gold: list[Conversation], assets: Path, steps: int, rate: float, random: Random) -> None:
    """Change the tagger of this folder: weights, gate, and which names it saw."""
    folder, nlp = weights_in(pipeline), load(str(pipeline))
    words = Words(Tokenizer.from_file(str(folder / "tokenizer.json")))
    known = [[labelled(nlp, message) for message in pack] for pack in mixture(gold, assets, random)]
    packs = [[message for message in pack if message and message["words"]] for pack in known]
    network = restore(folder / "model.onnx")
    learn(network, [numbered(pack, words) for pack in packs if pack], steps, rate, random)
    torch.save(network.cpu().state_dict(), folder / "weights.pt")
    export.main(folder / "weights.pt", folder / "model.onnx")
    (folder / "weights.pt").unlink()
    own = [message for chat in gold for each in as_pack(chat) if (message := labelled(nlp, each)) and each.ents]
    open_gate(folder, words, [message["words"] for message in own])
    seen = Seen.of(name for message in own for name in names_of(message["words"], message["labels"]))
    (before | seen if (before := read_seen(pipeline)) else seen).write(pipeline)


if __name__ == "__main__":
    typer.run(main)
