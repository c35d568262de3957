"""Score the shipped pipelines on each corpus, as written and in lower case, and print the table of the model card.

A mention counts when its start, end and label are all right. What overlaps a masked span is neither hit nor miss. Our
own chats are tagged conversation by conversation, as users' are; other corpora message by message.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from chat_corpus import read_corpus
from convert import CORPORA, Example, as_example, read_examples
from data_folder import DataOption, find_data
from guide import LABELS, Ent, Guide, make_guide
from names import HAN, read_words

from chatmine.nlp.pipeline import Pipeline, load
from chatmine.nlp.tagging import tag
from chatmine.records import Message

TABLE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)

Gold = list[tuple[Message, Example]]
Scores = dict[str, dict[str, float]]


def read_golds(split: str, assets: Path, data: Path, guide: Guide) -> Iterator[tuple[str, Gold]]:
    """Our own chats by language, then, of the development split, every other corpus."""
    chats = [chat for chat in read_corpus(assets / "chat") if chat.split == split]
    by_language: dict[str, Gold] = {"chat_en": [], "chat_zh": []}
    for _, run in groupby(chats, key=lambda chat: chat.conversation):
        conversation = list(run)
        han = sum(bool(HAN.search(chat.text)) for chat in conversation) >= len(conversation) / 4
        by_language["chat_zh" if han else "chat_en"] += [
            (Message(chat.conversation, chat.speaker, chat.text), as_example(chat)) for chat in conversation
        ]
    yield from by_language.items()
    for corpus in CORPORA if split == "dev" else ():
        path = data / f"ner/{corpus}.dev.jsonl"
        examples = read_examples(path, corpus, guide) if path.exists() else ()
        yield corpus, [(Message(f"{corpus}-{n}", "", example.text), example) for n, example in enumerate(examples)]


def in_lower_case(gold: Gold) -> Gold:
    """The messages that lower case leaves as long as they are, in lower case."""
    return [
        (Message(message.conversation, message.speaker, lower), Example(lower, example.ents, example.masked))
        for message, example in gold
        if len(lower := message.text.lower()) == len(message.text)
    ]


def outside(spans: set[Ent], masked: list[Ent]) -> set[Ent]:
    """The spans that touch no masked one."""
    return {span for span in spans if all(span[1] <= start or end <= span[0] for start, end, _ in masked)}


def score(nlp: Pipeline, gold: Gold) -> Scores:
    """Precision, recall and F1 by label and for both (`micro`)."""
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    tagged = tag([message for message, _ in gold], nlp)
    for (_, example), (_, mentions) in zip(gold, tagged, strict=True):
        names = {(each.start, each.end, each.label) for each in mentions if each.label in LABELS}
        truth, guess = set(example.ents), outside(names, example.masked)
        for counter, counted in ((hits, truth & guess), (found, guess), (wanted, truth)):
            counter.update(name for *_, label in counted for name in (label, "micro"))
    return {name: rates(hits[name], found[name], wanted[name]) for name in (*LABELS, "micro")}


def rates(hits: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall, F1 and the number of mentions in the gold.

    >>> rates(1, 2, 1)
    {'p': 0.5, 'r': 1.0, 'f': 0.667, 'gold': 1}
    """
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"p": round(precision, 3), "r": round(recall, 3), "f": round(f1, 3), "gold": wanted}


def format_table(metrics: dict[str, dict[str, dict[str, Scores]]]) -> str:
    """The model card's table."""
    rows = ["| split | corpus | spans | PERSON | ORG | both: P | R | F1 | F1 in lower case |", "|---" * 9 + "|"]
    for split, corpora in metrics.items():
        for corpus, scores in corpora.items():
            person, org, both = (scores["as_written"][name] for name in (*LABELS, "micro"))
            cells = [f"{value:.3f}" for value in (person["f"], org["f"], both["p"], both["r"], both["f"])]
            lower = f"{scores['lower_case']['micro']['f']:.3f}"
            rows.append(f"| {' | '.join([split, corpus, str(both['gold']), *cells, lower])} |")
    return "\n".join(rows) + "\n"


def main(
    pipeline: Annotated[str, typer.Argument(help="The pipeline, as for --model.")],
    assets: Annotated[Path, typer.Option(help="The project's own words and chats.")],
    data: DataOption = "",
    output: Annotated[Path | None, typer.Option(help="Write the figures here, as JSON.")] = None,
    card: Annotated[Path | None, typer.Option(help="Put the table into this model card.")] = None,
    test: Annotated[bool, typer.Option(help="Score the test split too: once, at the very end.")] = False,
) -> None:
    """Score, print, and write what was asked for."""
    nlp, folder, guide = load(pipeline), find_data(data), make_guide(read_words(assets))
    metrics = {
        split: {
            name: {"as_written": score(nlp, gold), "lower_case": score(nlp, in_lower_case(gold))}
            for name, gold in read_golds(split, assets, folder, guide)
            if gold
        }
        for split in (["dev", "test"] if test else ["dev"])
    }
    table = format_table(metrics)
    print(table)
    if output:
        output.write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")
    if card:
        card.write_text(TABLE.sub(lambda _: table, card.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    typer.run(main)
