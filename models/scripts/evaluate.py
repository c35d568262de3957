"""Score the pipeline on each corpus, as written and in lower case, and print the table of the model card.

A mention counts when its start, end and label are all right. What overlaps a masked span is neither hit nor miss.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import spacy
import typer
from guide import LABELS, Ent
from spacy.language import Language
from spacy.tokens import Doc, DocBin

TABLE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
MISSING = 0  # Token.ent_iob where no annotation was given

Scores = dict[str, dict[str, float]]


def masked_tokens(gold: Doc) -> set[int]:
    """The positions that have no annotation."""
    return {token.i for token in gold if token.ent_iob == MISSING and gold.has_annotation("ENT_IOB")}


def spans(doc: Doc, masked: set[int]) -> set[Ent]:
    """The mentions outside masked tokens, as character offsets."""
    kept = (ent for ent in doc.ents if ent.label_ in LABELS and masked.isdisjoint(range(ent.start, ent.end)))
    return {(ent.start_char, ent.end_char, ent.label_) for ent in kept}


def score(nlp: Language, golds: list[Doc], *, lower: bool) -> Scores:
    """Precision, recall and F1 by label and for both (`micro`)."""
    golds = [gold for gold in golds if len(gold.text.lower()) == len(gold.text)] if lower else golds
    texts = (gold.text.lower() if lower else gold.text for gold in golds)
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for gold, doc in zip(golds, nlp.pipe(texts), strict=True):
        truth, guess = spans(gold, masked_tokens(gold)), spans(doc, masked_tokens(gold))
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


def read_golds(nlp: Language, folder: Path) -> Iterator[tuple[str, list[Doc]]]:
    """Each corpus of a folder, by name; our own chats first."""
    for path in sorted(folder.glob("*.spacy"), key=lambda path: (not path.stem.startswith("chat"), path.stem)):
        yield path.stem, list(DocBin().from_disk(path).get_docs(nlp.vocab))


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
    pipeline: Annotated[Path, typer.Argument(help="The trained pipeline.")],
    corpus: Annotated[Path, typer.Argument(help="The folder with dev/ and test/.")],
    output: Annotated[Path | None, typer.Option(help="Write the figures here, as JSON.")] = None,
    card: Annotated[Path | None, typer.Option(help="Put the table into this model card.")] = None,
    test: Annotated[bool, typer.Option(help="Score the test split too: once, at the very end.")] = False,
) -> None:
    """Score, print, and write what was asked for."""
    nlp = spacy.load(pipeline)
    metrics = {
        split: {
            name: {"as_written": score(nlp, golds, lower=False), "lower_case": score(nlp, golds, lower=True)}
            for name, golds in read_golds(nlp, corpus / split)
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
