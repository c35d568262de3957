"""The watch list: names that are found in any case, even where the tagger misses them.

A listed name is found wherever its words stand, whatever their case. It wins over a name of the same or a shorter
stretch that the model found, and gives way to a longer one, and to a sum of money.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from chatmine.lists import Cells, UserList, label_of
from chatmine.nlp.routing import Pipeline
from chatmine.records import MONEY

_KEY = "watch"  # one for all names: a million keys would take as much memory as the names
_LONGEST = 200  # characters of a name
Hashes = tuple[int, ...]  # of the tokens of a name in small letters, as spaCy's vocabulary has them


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: the name under which it is counted, its label, and every way to write it."""

    name: str
    label: str
    written: tuple[str, ...]


class Words(dict[str, Hashes]):
    """The tokens of each word. A tokenizer cuts each without looking at the others: a million names have fewer words.

    `varied` has the words that are cut otherwise in small letters or in capitals, with each of these cuts.
    """

    def __init__(self, nlp: Pipeline) -> None:
        super().__init__()
        self._nlp, self.varied = nlp, dict[str, tuple[Hashes, ...]]()

    def __missing__(self, word: str) -> Hashes:
        cuts = tuple(
            tuple(token.lower for token in self._nlp.make_doc(each)) for each in (word, word.lower(), word.upper())
        )
        if len({*cuts}) > 1:
            self.varied[word] = cuts
        self[word] = cuts[0]
        return cuts[0]

    def of(self, name: str) -> Iterable[Hashes]:
        """The tokens of a name, in each way that its case may cut it."""
        words = name.split()
        tokens = tuple(chain.from_iterable([self[word] for word in words]))
        if self.varied.keys().isdisjoint(words):
            return (tokens,)
        cuts = [self.varied.get(word) or (self[word],) * 3 for word in words]
        return {tuple(chain.from_iterable(cut)) for cut in zip(*cuts, strict=True)}


class Watch:
    """Finds listed names in a tokenized text. The pipeline gives the tokenizer that texts and names share."""

    def __init__(self, rows: Iterable[Listed], nlp: Pipeline) -> None:
        words = Words(nlp)
        self._rows: dict[Hashes, Listed] = {}
        for listed in rows:
            for written in listed.written:
                for tokens in words.of(written):
                    # Of two rows with the same name the first stays.
                    self._rows.setdefault(tokens, listed)
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        # Hashes of tokens are what a document would be made into: a million documents take most of the time.
        self._matcher.add(_KEY, self._rows)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._rows)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents` to what is listed and what was found beside it; `kb_id` is the listed name."""
        found = [self._span(doc, start, end) for _, start, end in self._matcher(doc)]
        if not found:
            return doc
        sums = {token for ent in doc.ents if ent.label_ == MONEY for token in range(ent.start, ent.end)}
        free = [span for span in found if sums.isdisjoint(range(span.start, span.end))]
        # Of two that are as long, the first stays: what is listed comes first.
        doc.ents = tuple(filter_spans([*(ent for ent in doc.ents if ent.label_ == MONEY), *free, *doc.ents]))
        return doc

    def _span(self, doc: Doc, start: int, end: int) -> Span:
        listed = self._rows[tuple(token.lower for token in doc[start:end])]
        return Span(doc, start, end, label=listed.label, kb_id=listed.name)


def read_watch(path: str) -> tuple[tuple[Listed, ...], list[str]]:
    """The rows of a CSV file and what was wrong with it: columns `name`, `type`, and any number of further names.

    Raises:
        UsageError: the file cannot be read.
    """
    rows = UserList(path)
    return tuple(rows.rows("name", _listed)), rows.problems


def _listed(_: int, cells: Cells) -> Listed:
    name = next((cell for title, cell in cells if title == "name"), "")
    label = label_of(next((cell for title, cell in cells if title == "type"), ""))
    if not name:
        raise ValueError("no name")
    if not label:
        raise ValueError(f"{name}: no type; write PERSON or ORG")
    if any(len(cell) > _LONGEST for _, cell in cells):
        raise ValueError(f"a name of more than {_LONGEST} characters")
    written = dict.fromkeys(cell for title, cell in cells if title == "name" or title.startswith("alias"))
    return Listed(name, label, tuple(written))
