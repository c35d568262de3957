"""Which pipeline reads which message: Chinese where it has a Han character, English the rest, both the mixed ones.

In a mixed message the Chinese pipeline's names stand where they hold a Han character, the English one's elsewhere; what
only the Chinese one takes for a name there must be sure.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from chatmine.nlp.component import COMPONENT, MoneyComponent
from chatmine.nlp.tagger.component import CONVERSATION, SCORES, set_names

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_LATIN = re.compile("[^\\W\\d_\u2e80-\uffff\U00020000-\U0003134f]{2}")  # a word that English may know

_SURE = 0.7
Name = tuple[int, int, str, float]  # first token, token after the last, label, score


class Reader(Protocol):
    """What a pipeline needs to be the second one."""

    @property
    def pipe_names(self) -> list[str]:
        """The names of its components."""

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterable[Doc]:
        """Tag docs, in their order."""


class Routing:
    """Two pipelines as one: has the parts of `spacy.Language` with which texts are tagged.

    Both must share one vocabulary and cut texts into the same tokens. Sums of money are found when all names are.
    """

    def __init__(self, english: Language, chinese: Reader | Language, money: MoneyComponent) -> None:
        self._english, self._chinese, self._money = english, chinese, money
        self.vocab: Vocab = english.vocab
        self.make_doc = english.make_doc
        self.pipe_names = [*dict.fromkeys([*english.pipe_names, *chinese.pipe_names]), COMPONENT]

    def get_pipe(self, name: str) -> MoneyComponent:
        """The component that every doc passes.

        Raises:
            KeyError: the name is not that of the money component; the others are two of each.
        """
        return {COMPONENT: self._money}[name]

    def __call__(self, text: str | Doc) -> Doc:
        """Tag one text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str | Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Tag texts, or docs that were made of them, in their order; a conversation is never divided."""
        docs = (self.make_doc(text) if isinstance(text, str) else text for text in texts)
        batch: list[Doc] = []
        for conversation, together in groupby(docs, key=_conversation):
            for doc in together:
                batch.append(doc)
                if conversation is None and len(batch) >= batch_size:
                    yield from self._tagged(batch)
                    batch = []
            if len(batch) >= batch_size:
                yield from self._tagged(batch)
                batch = []
        yield from self._tagged(batch)

    def _tagged(self, docs: list[Doc]) -> list[Doc]:
        texts = [doc.text for doc in docs]
        chinese = [doc for doc, text in zip(docs, texts, strict=True) if has_han(text)]
        english = [doc for doc, text in zip(docs, texts, strict=True) if not has_han(text) or _LATIN.search(text)]
        for _ in self._english.pipe(english, batch_size=max(1, len(docs))):
            pass
        if chinese:
            self._tag_chinese(chinese)
        return [self._money(doc) for doc in docs]

    def _tag_chinese(self, docs: list[Doc]) -> None:
        in_english = [_take_names(doc) for doc in docs]
        for doc, names in zip(self._chinese.pipe(docs, batch_size=len(docs)), in_english, strict=True):
            _add_names(doc, names)


Pipeline = Language | Routing


def _conversation(doc: Doc) -> object:
    return doc.user_data.get(CONVERSATION)


def has_han(text: str) -> bool:
    """Whether a text is read as Chinese.

    >>> has_han("ok 王局"), has_han("ok ワン")
    (True, False)
    """
    return bool(_HAN.search(text))


def _names(doc: Doc) -> list[Name]:
    """The names of a doc with their scores; 1 for those of a pipeline that gives none."""
    group = doc.spans.get(SCORES) if SCORES in doc.spans else None
    scores = group.attrs["scores"] if group else [1.0] * len(doc.ents)
    return [(ent.start, ent.end, ent.label_, score) for ent, score in zip(group or doc.ents, scores, strict=True)]


def _take_names(doc: Doc) -> list[Name]:
    names = _names(doc)
    set_names(doc, [])
    return names


def _add_names(doc: Doc, in_english: list[Name]) -> None:
    """Set the names of a doc that the Chinese pipeline has tagged, with those that the English one had found."""
    found = _names(doc)
    chinese = [name for name in found if _is_han(doc, name)]
    english = [name for name in in_english if not _is_han(doc, name)]
    sure = [name for name in found if not _is_han(doc, name) and name[3] >= _SURE]
    kept: list[Name] = []
    taken: set[int] = set()
    for name in (*sorted((*chinese, *english), key=itemgetter(3), reverse=True), *sure):
        tokens = range(name[0], name[1])
        if taken.isdisjoint(tokens):
            kept.append(name)
            taken.update(tokens)
    set_names(doc, sorted(kept))


def _is_han(doc: Doc, name: Name) -> bool:
    return has_han(doc[name[0] : name[1]].text)
