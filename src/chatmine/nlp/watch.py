"""The watch list: names that are found in any case, even where the tagger misses them.

A listed name is found wherever its words stand, whatever their case. It wins over a name of the same or a shorter
stretch that the model found, and gives way to a longer one, and to a sum of money.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from chatmine.lists import Cells, UserList, label_of
from chatmine.records import MONEY

_KEY = "watch"  # one for all names: a million keys would take as much memory as the names
_LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: the name under which it is counted, its label, and every way to write it."""

    name: str
    label: str
    written: tuple[str, ...]


class Watch:
    """Finds listed names in a tokenized text. The pipeline gives the tokenizer that texts and names share."""

    def __init__(self, rows: Iterable[Listed], nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._rows: dict[str, tuple[str, str]] = {}
        for listed in rows:
            for written in listed.written:
                doc = nlp.make_doc(written.lower())
                # Of two rows with the same name the first stays.
                self._rows.setdefault(_words(doc[:]), (listed.label, listed.name))
                self._matcher.add(_KEY, [doc])

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
        label, name = self._rows[_words(doc[start:end])]
        return Span(doc, start, end, label=label, kb_id=name)


def _words(span: Span) -> str:
    return " ".join(token.lower_ for token in span)


def read_watch(path: str, nlp: Language) -> tuple[Watch, list[str]]:
    """The list in a CSV file and what was wrong with it: columns `name`, `type`, and any number of further names.

    Raises:
        UsageError: the file cannot be read.
    """
    rows = UserList(path)
    return Watch(rows.rows("name", _listed), nlp), rows.problems


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
