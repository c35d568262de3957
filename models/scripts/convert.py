"""Turn the corpora into spaCy's binary form: two training files, and one development file for each corpus.

Training holds every message as it is, and copies under a seed with names swapped, in lower case or without their final
stop, as chats are written. In `train` the project's own chats come in so many copies that they are the wanted share of
all; `tune` is mostly our chats, those with names in many copies, and a sample of the rest, so that it is not forgotten.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Annotated

import spacy
import typer
from chat_corpus import LabelledMessage, read_corpus
from data_folder import DataOption, find_data
from guide import LABELS, Ent, Guide, make_guide
from names import Names, read_names, read_words
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

CORPORA = (
    "wnut17",
    "btc",
    "tweebank_ner",
    "uner_en_ewt",
    "gum",
    "wikigold",
    "crossner",
    "re3d",
    "uner_zh_gsdsimp",
    "weibo",
)
COPIES = {"uner_zh_gsdsimp": 3, "weibo": 4}  # there is less Chinese
TUNE_COPIES = {"en": (2, 5), "zh": (4, 10)}  # of our messages without names, and with
TUNE_SAMPLE = (6000, 12000)  # messages of the other corpora, without names and with
SELECTION = ("wnut17", "btc", "uner_en_ewt", "weibo", "uner_zh_gsdsimp")
SELECTION_SIZE = 150
FINAL_STOPS = ".!?。！？"


@dataclass(frozen=True)
class Example:
    """A text with the spans to find, and those that are neither hit nor miss."""

    text: str
    ents: list[Ent]
    masked: list[Ent] = field(default_factory=list)


def read_examples(path: Path, corpus: str, guide: Guide) -> Iterator[Example]:
    """The lines of a corpus, brought to the guide."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            ents = [(start, end, label) for start, end, label in record["ents"]]
            yield Example(record["text"], *guide.apply(corpus, record["text"], ents))


def as_example(message: LabelledMessage) -> Example:
    """One of our own messages; MONEY is the grammar's, not the model's."""
    return Example(message.text, [ent for ent in message.ents if ent[2] in LABELS])


def vary(example: Example, names: Names, random: Random) -> Example:
    """A copy with other names, and at times in lower case and without its final stop."""
    if example.ents and not example.masked:
        example = Example(*names.swap(example.text, example.ents, random, share=0.6))
    if random.random() < 0.5 and len(example.text.lower()) == len(example.text):
        example = replace(example, text=example.text.lower())
    ends_in_name = any(end == len(example.text) for _, end, _ in example.ents)
    if random.random() < 0.5 and example.text.endswith(tuple(FINAL_STOPS)) and not ends_in_name:
        example = replace(example, text=example.text.rstrip(FINAL_STOPS) or example.text)
    return example


def make_doc(nlp: Language, example: Example) -> Doc | None:
    """The tokenized text with its spans; None where a span does not start and end with a token."""
    doc = nlp.make_doc(example.text)
    spans = [doc.char_span(*ent) for ent in example.ents]
    masked = [doc.char_span(*ent, alignment_mode="expand") for ent in example.masked]
    if not all(spans):
        return None
    ents = [span for span in spans if span]
    doc.set_ents(ents, missing=outside(masked, ents), default="outside")
    return doc


def outside(masked: list[Span | None], ents: list[Span]) -> list[Span]:
    """The masked spans that share no token with an entity."""
    taken = {token.i for span in ents for token in span}
    return [span for span in masked if span and not taken.intersection(range(span.start, span.end))]


def write_docs(nlp: Language, examples: Iterable[Example], path: Path) -> None:
    """Write what aligns, and say how much does not."""
    docs = [make_doc(nlp, example) for example in examples]
    aligned = [doc for doc in docs if doc is not None]
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=aligned).to_disk(path)
    spans = sum(len(doc.ents) for doc in aligned)
    print(f"{path}: {len(aligned)} messages, {spans} spans, {len(docs) - len(aligned)} messages misaligned")


def write_dev(nlp: Language, data: Path, chats: list[LabelledMessage], guide: Guide, output: Path) -> None:
    """One file for each corpus to report on, and a mixture of them to choose the model by."""
    mixture = []
    for corpus in CORPORA:
        if (path := data / f"ner/{corpus}.dev.jsonl").exists():
            examples = list(read_examples(path, corpus, guide))
            write_docs(nlp, examples, output / f"dev/{corpus}.spacy")
            mixture += examples[:SELECTION_SIZE] if corpus in SELECTION else []
    for split in ("dev", "test"):
        for language in ("en", "zh"):
            ours = [as_example(chat) for chat in chats if (chat.split, language_of(chat.text)) == (split, language)]
            write_docs(nlp, ours, output / f"{split}/chat_{language}.spacy")
            mixture += ours if split == "dev" else []
    write_docs(nlp, mixture, output / "dev.spacy")


def language_of(text: str) -> str:
    """`zh` for a message with Han characters; our Chinese chats have English lines and the other way round."""
    return "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in text) else "en"


def main(
    blank: Annotated[Path, typer.Option(help="The blank pipeline, for its tokenizer.")],
    assets: Annotated[Path, typer.Option(help="The project's own words and chats.")],
    output: Annotated[Path, typer.Option(help="The folder to write to.")],
    data: DataOption = "",
    share: Annotated[float, typer.Option(help="The share of our own chats in training.")] = 0.33,
    seed: Annotated[int, typer.Option(help="Seed of all chance.")] = 0,
) -> None:
    """Write train.spacy, dev.spacy, dev/ and test/."""
    folder = find_data(data)
    nlp, random = spacy.load(blank), Random(seed)  # noqa: S311 - chance, not secrets
    guide, names = make_guide(read_words(assets)), read_names(folder / "names", assets)
    chats = list(read_corpus(assets / "chat"))
    write_dev(nlp, folder, chats, guide, output)
    corpora = {corpus: list(read_examples(folder / f"ner/{corpus}.train.jsonl", corpus, guide)) for corpus in CORPORA}
    ours = [as_example(chat) for chat in chats if chat.split == "train"]
    write_docs(nlp, mix(corpora, ours, share, names, random), output / "train.spacy")
    write_docs(nlp, mix_for_tuning(corpora, ours, names, random), output / "tune.spacy")


def mix(
    corpora: dict[str, list[Example]], ours: list[Example], share: float, names: Names, random: Random
) -> list[Example]:
    """Everything, and varied copies."""
    train = []
    for corpus, examples in corpora.items():
        copies = COPIES.get(corpus, 2)
        train += examples + [vary(example, names, random) for _ in range(copies - 1) for example in examples]
    copies = min(10, round(share / (1 - share) * len(train) / max(1, len(ours))))
    train += ours + [vary(example, names, random) for _ in range(copies - 1) for example in ours]
    random.shuffle(train)
    return train


def mix_for_tuning(
    corpora: dict[str, list[Example]], ours: list[Example], names: Names, random: Random
) -> list[Example]:
    """Our own chats, thick with names, and a varied sample of the other corpora."""
    tune = list(ours)
    for named, size in enumerate(TUNE_SAMPLE):
        others = [example for examples in corpora.values() for example in examples if bool(example.ents) == bool(named)]
        tune += [vary(example, names, random) for example in random.sample(others, min(len(others), size))]
    for example in ours:
        tune += [
            vary(example, names, random) for _ in range(TUNE_COPIES[language_of(example.text)][bool(example.ents)] - 1)
        ]
    random.shuffle(tune)
    return tune


if __name__ == "__main__":
    typer.run(main)
