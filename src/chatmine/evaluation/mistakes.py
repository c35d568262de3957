"""What was missed, what was found where nothing is marked, and what was found with the wrong label or boundary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chatmine.evaluation.compared import Compared
from chatmine.evaluation.gold import Span
from chatmine.records import Message

MISS, FALSE_ALARM = "miss", "false alarm"
MISTAKE_COLUMNS = (
    "error", "label", "name", "start", "end", "found_label", "found", "found_start", "found_end", "conversation",
    "speaker", "before", "text", "after", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """A span that is marked, or one that was found, or both where they overlap; with the messages before and after."""

    message: Message
    marked: Span | None
    found: Span | None
    before: Message | None = None
    after: Message | None = None

    @property
    def kind(self) -> str:
        """`miss`, `false alarm`, `wrong label`, `wrong boundary` or `wrong label and boundary`."""
        if self.found is None:
            return MISS
        if self.marked is None:
            return FALSE_ALARM
        wrong = ["label"] if self.marked[2] != self.found[2] else []
        wrong += ["boundary"] if self.marked[:2] != self.found[:2] else []
        return f"wrong {' and '.join(wrong)}"

    @property
    def row(self) -> tuple[object, ...]:
        """The cells of `MISTAKE_COLUMNS`: first what is marked, then what was found."""
        m = self.message
        spans = (*self._cells(self.marked), *self._cells(self.found))
        return self.kind, *spans, m.conversation, m.speaker, said(self.before), m.text, said(self.after), m.source

    def _cells(self, span: Span | None) -> tuple[object, ...]:
        return (span[2], self.message.text[span[0] : span[1]], *span[:2]) if span else (None,) * 4


def said(message: Message | None) -> str | None:
    """Who said what, in one line of a transcript."""
    return f"{message.speaker}: {message.text}" if message else None


def find_mistakes(results: Iterable[Compared]) -> Iterator[Mistake]:
    """Every mistake, in the order of the gold."""
    near: list[Compared | None] = [None, *results, None]
    for before, result, after in zip(near, near[1:], near[2:], strict=False):
        if result and result.marked != result.found:
            neighbours = _of_conversation(result, before), _of_conversation(result, after)
            yield from (Mistake(result.message, *pair, *neighbours) for pair in _pairs(result))


def _of_conversation(result: Compared, neighbour: Compared | None) -> Message | None:
    same = neighbour and neighbour.message.conversation == result.message.conversation
    return neighbour.message if neighbour and same else None


def _pairs(result: Compared) -> list[tuple[Span | None, Span | None]]:
    """What is marked and not found beside what was found over it; each span once, in the order of the text."""
    alarms = sorted(result.found - result.marked)
    pairs: list[tuple[Span | None, Span | None]] = []
    for marked in sorted(result.marked - result.found):
        best = max(alarms, key=lambda alarm: _shared(marked, alarm), default=None)
        if best and _shared(marked, best) > 0:
            alarms.remove(best)
            pairs.append((marked, best))
        else:
            pairs.append((marked, None))
    return sorted([*pairs, *((None, alarm) for alarm in alarms)], key=_start)


def _shared(one: Span, other: Span) -> int:
    """How many characters two spans have in common; less than 1 where they do not touch."""
    return min(one[1], other[1]) - max(one[0], other[0])


def _start(pair: tuple[Span | None, Span | None]) -> int:
    return min(span[0] for span in pair if span)
