"""The spaCy component that finds sums of money, beside whatever finds the names.

spaCy imports this module at every `Language()`, so it imports nothing heavy.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from chatmine.nlp.money import money
from chatmine.records import MONEY, Money

COMPONENT = "chatmine_money"


class MoneyComponent:
    """Sets a MONEY span for every sum that the grammar reads; `currency` is what a bare `$` means.

    Money wins where it overlaps a name, and another component's MONEY span stays only where the grammar reads a sum.
    Spans cover whole tokens; `amounts` gives the exact characters and the values.
    """

    def __init__(self, currency: str = "USD") -> None:
        self.currency = currency

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`: the sums, then what other components found and no sum overlaps."""
        sums = [self._span(doc, found) for found in self.amounts(doc)]
        names = [ent for ent in doc.ents if ent.label_ != MONEY]
        if sums or len(names) < len(doc.ents):
            sums = filter_spans(sums)
            taken = {token for span in sums for token in range(span.start, span.end)}
            doc.ents = [*sums, *(ent for ent in names if taken.isdisjoint(range(ent.start, ent.end)))]
        return doc

    def amounts(self, doc: Doc) -> list[Money]:
        """The sums in the text with their values, at exact character offsets."""
        return money(doc.text, currency=self.currency)

    @staticmethod
    def _span(doc: Doc, found: Money) -> Span:
        span = doc.char_span(found.start, found.end, label=MONEY, alignment_mode="expand")
        assert span is not None  # noqa: S101  (expanding always finds the tokens of a non-empty range)
        return span


@Language.factory(COMPONENT, assigns=["doc.ents"], default_config={"currency": "USD"})
def create_money(nlp: Language, name: str, currency: str) -> MoneyComponent:
    """Make the component, as `nlp.add_pipe("chatmine_money")` asks for it."""
    return MoneyComponent(currency)
