"""Each mention, for the tables that have a row for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chatmine.exchanges import Turn
from chatmine.records import Mention, Money
from chatmine.tables.codes import Codes, Column, column

NOTHING = -1  # what a message answers that answers none


@dataclass(slots=True)
class Said:
    """Columns of two tables: the messages that name something, and the mentions, each with the row of its message.

    `situations` and `forms` are numbers of the tally. `lined` has the source of a mention where it is not its
    message's.
    """

    orders: Column = field(default_factory=column)
    places: Column = field(default_factory=column)
    answers: Column = field(default_factory=column)
    situations: Column = field(default_factory=column)
    moments: Column = field(default_factory=column)
    texts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    messages: Column = field(default_factory=column)
    forms: Column = field(default_factory=column)
    starts: Column = field(default_factory=column)
    ends: Column = field(default_factory=column)
    finders: Column = field(default_factory=column)
    by: Codes[str] = field(default_factory=Codes)
    scores: dict[int, float] = field(default_factory=dict)
    sums: dict[int, Money] = field(default_factory=dict)
    lined: dict[int, str] = field(default_factory=dict)

    def add(self, turn: Turn, situation: int, mentions: Sequence[Mention], forms: list[int]) -> None:
        """Keep the mentions of one message."""
        message, row = turn.message, len(self.orders)
        self.orders.append(turn.order)
        self.places.append(turn.place)
        self.answers.append(NOTHING if turn.answers is None else turn.answers)
        self.situations.append(situation)
        self.moments.append(turn.moment)
        self.texts.append(message.text)
        self.sources.append(f"{message.path}:{message.line}")
        if message.lines > 1 and message.by_line:
            for number, said in enumerate(mentions, len(self.forms)):
                self.lined[number] = message.source_at(said.start)
        self.forms.fromlist(forms)
        for number, said in enumerate(mentions, len(self.starts)):
            if said.money is not None:
                self.sums[number] = said.money
            if said.score is not None:
                self.scores[number] = said.score
            self.messages.append(row)
            self.starts.append(said.start)
            self.ends.append(said.end)
            self.finders.append(self.by[said.by])

    def merge(self, other: "Said", situations: Sequence[int], forms: Sequence[int]) -> None:
        """Add the mentions of another part; the sequences say which numbers its situations and forms have here."""
        messages, mentions, by = len(self.orders), len(self.forms), [self.by[by] for by in other.by]
        for name in ("orders", "places", "answers", "moments", "texts", "sources", "starts", "ends"):
            getattr(self, name).extend(getattr(other, name))
        self.situations.extend(situations[code] for code in other.situations)
        self.messages.extend(messages + row for row in other.messages)
        self.forms.extend(forms[code] for code in other.forms)
        self.finders.extend(by[code] for code in other.finders)
        for name in ("scores", "sums", "lined"):
            getattr(self, name).update({mentions + row: value for row, value in getattr(other, name).items()})
