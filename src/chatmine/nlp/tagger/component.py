"""The spaCy component that finds PERSON and ORG: a small transformer, run by ONNX Runtime on one thread.

spaCy imports this module at every `Language()`, so it imports nothing heavy.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

if TYPE_CHECKING:
    from chatmine.nlp.tagger.network import Network
    from chatmine.nlp.tagger.units import UnitNetwork

TAGGER = "chatmine_tagger"
# What a doc may carry in `user_data`: docs in a row that share it are one conversation and are read together.
CONVERSATION = "chatmine_conversation"
SPEAKER = "chatmine_speaker"
# Where the scores of the names stand, as spaCy's own span categorizer has them: `doc.spans[SCORES].attrs["scores"]`.
SCORES = "chatmine_names"


class TaggerComponent:
    """Sets `doc.ents` to the people and organisations named in each doc, with a score each in `doc.spans[SCORES]`.

    Docs in a row with the same `doc.user_data[CONVERSATION]` are read as neighbours, whatever the batches of
    `nlp.pipe`; a doc without it is read by itself. A message gets the same spans in every run. `units` says that the
    network reads words of a lexicon that may cover several tokens, as for Chinese, and not tokens.
    """

    def __init__(self, *, units: bool = False) -> None:
        self._units = units
        self._network: Network | UnitNetwork | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Tag one doc by itself."""
        self.network.tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Tag a stream of docs, conversation by conversation."""
        for conversation, docs in groupby(stream, key=_conversation):
            if conversation is None:
                yield from map(self, docs)
            else:
                together = list(docs)
                self.network.tag(together, (doc.user_data.get(SPEAKER, "") for doc in together))
                yield from together

    @property
    def network(self) -> "Network | UnitNetwork":
        """What does the work; there is none before `from_disk`."""
        if self._network is None:
            raise ValueError(f"the component {TAGGER} has no weights: load a pipeline that has them")
        return self._network

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights into a folder."""
        self.network.to_disk(Path(path))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "TaggerComponent":
        """Read the weights from a folder.

        Raises:
            ValueError: they are damaged or incomplete.
        """
        from chatmine.nlp.tagger.network import Network
        from chatmine.nlp.tagger.units import UnitNetwork

        self._network = UnitNetwork(Path(path)) if self._units else Network(Path(path))
        return self


def _conversation(doc: Doc) -> Any:
    return doc.user_data.get(CONVERSATION)


def set_names(doc: Doc, names: list[tuple[int, int, str, float]]) -> None:
    """Set the names of a doc: first word, word after the last, label, score."""
    spans = [Span(doc, start, end, label) for start, end, label, _ in names]
    doc.ents = tuple(spans)
    doc.spans[SCORES] = SpanGroup(doc, name=SCORES, spans=spans, attrs={"scores": [score for *_, score in names]})


def scores(doc: Doc) -> dict[int, float]:
    """How sure the tagger is of each of its names, to three decimals, by the name's first word."""
    if SCORES not in doc.spans:
        return {}
    names = doc.spans[SCORES]
    return {span.start: round(score, 3) for span, score in zip(names, names.attrs["scores"], strict=True)}


@Language.factory(TAGGER, assigns=["doc.ents", "doc.spans"], default_config={"units": False})
def create_tagger(nlp: Language, name: str, units: bool) -> TaggerComponent:
    """Make the component, as a pipeline's config asks for it."""
    return TaggerComponent(units=units)
