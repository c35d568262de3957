"""What an amount is made of: a number, the marks of its currency, and the two together."""

from dataclasses import dataclass
from decimal import Context, Decimal

from chatmine.nlp.money.tables import Marker

# Sums of money have fewer digits than this; longer runs are account numbers, hashes and pranks.
MOST_DIGITS = 24
WIDE = Context(prec=100)


@dataclass(slots=True)
class Number:
    """Where a number stands and what it says; `low` and `high` differ in a range, and are None where it is vague.

    `digits` keeps a number such as `1.500` as written, because the currency decides how its point is read, and
    `grouped` says that it was read as grouping. `kind` is the kind of its last magnitude and `factor` what that
    multiplies by. `open` marks `a`, `half a`, 百万, which say nothing without what they count; `bare_unit` is one such
    unit alone (百). `more` stands for 多 and `+`.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    digits: str = ""
    kind: str = ""
    factor: Decimal = Decimal(1)
    approx: bool = False
    more: bool = False
    open: bool = False
    han: bool = False
    bare_unit: bool = False
    grouped: bool = False

    def times(self, factor: Decimal) -> None:
        """Multiply, keeping vague numbers vague."""
        self.low = None if self.low is None else times(self.low, factor)
        self.high = None if self.high is None else times(self.high, factor)

    def plus(self, amount: Decimal) -> None:
        """Add, keeping vague numbers vague."""
        self.low = None if self.low is None else self.low + amount
        self.high = None if self.high is None else self.high + amount


@dataclass(slots=True)
class Mark:
    """A marker where it stands in the text, `gap` characters from the number."""

    start: int
    end: int
    form: str
    marker: Marker
    negative: bool = False
    gap: int = 0


@dataclass(slots=True)
class Amount:
    """What one amount says, and where; `added` is what its smaller units add, in units of the currency."""

    start: int
    end: int
    number: Number
    marker: Marker | None
    before: Mark | None = None
    after: Mark | None = None
    negative: bool = False
    added: Decimal = Decimal(0)

    @property
    def codes(self) -> tuple[str, ...]:
        """The currencies it can be in, best first."""
        return self.marker.codes if self.marker else ()


def times(amount: Decimal, factor: Decimal) -> Decimal:
    """The exact product: the default context would round it to 28 digits.

    >>> times(Decimal("1.10"), Decimal(1000))
    Decimal('1100.00')
    """
    return WIDE.multiply(amount, factor)
