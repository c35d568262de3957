"""What tables are counted from: one row a mention, held as columns, since a frame from rows costs ten times as much."""

from dataclasses import dataclass, field
from datetime import datetime

from chatmine.exchanges import identity
from chatmine.records import Mention

COLUMNS = (
    "conversation", "timestamp", "speaker", "identity", "type", "name", "start", "end", "amount_min", "amount_max",
    "currency", "per", "approx", "text", "by", "score", "source", "partners", "mention",
)  # fmt: skip


@dataclass
class MentionColumns:
    """Collects mentions; `columns` becomes the frame that every table is counted from."""

    columns: dict[str, list[object]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def __len__(self) -> int:
        return len(self.columns["mention"])

    def add(self, mention: Mention, partners: set[str]) -> None:
        """Take one mention; `partners` may still grow until the frame is made."""
        message, money = mention.message, mention.money
        row = (
            message.conversation,
            written(message.timestamp),
            message.speaker,
            identity(message),
            mention.label,
            mention.name,
            mention.start,
            mention.end,
            money.min if money else None,
            money.max if money else None,
            money.currency if money else None,
            money.per if money else None,
            money.approx if money else None,
            message.text,
            mention.by,
            mention.score,
            message.source,
            partners,
            mention,
        )
        for values, value in zip(self.columns.values(), row, strict=True):
            values.append(value)

    @property
    def mentions(self) -> list[Mention]:
        """The mentions in the order in which they came."""
        return self.columns["mention"]  # type: ignore[return-value]


def written(moment: datetime | None) -> str:
    """A timestamp as every table shows it: ISO 8601, with `Z` where it is UTC and nothing where the zone is unknown.

    >>> written(datetime(2024, 3, 4, 21, 58)), written(None)
    ('2024-03-04T21:58:00', '')
    """
    return moment.isoformat().replace("+00:00", "Z") if moment else ""
