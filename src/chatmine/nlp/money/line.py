"""The message as the grammar reads it: every character folded one for one, so that offsets stay the original's."""

from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import HAN_FOLD

WIDE_COMMA = Pattern("(?<=[０-９])，(?=[０-９]{3})")
WIDE_GROUPS = Pattern(r"(?<!\d)\d{1,3}(?:，\d{3}){2,6}(?!\d)")
HAN = Pattern("[\u3400-\u9fff]")
# A link is not what somebody said, whatever amounts are in it.
LINK = Pattern(r"(?:https?://|www\.)[^\s\u3000-\u9fff]++")
# Sums that can be read in one way only, beside a sign or a code.
CLEAR = r"(?:[$£€¥] ?{0}|{0} ?(?:[$£€¥]|[A-Z]{{3}}\b))"
POINT = Pattern(CLEAR.format(r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,4})?\d{0,9}\.\d{2}(?![\d.,]\d|\d)"))
COMMA = Pattern(CLEAR.format(r"(?<!\d)(?:\d{1,3}(?:\.\d{3}){1,4})?\d{0,9},\d{2}(?![\d.,]\d|\d)"))


def fold_table() -> dict[int, int]:
    """Full-width forms, odd spaces, minus signs, other scripts' digits: each to the plain character it stands for."""
    table: dict[int, int] = dict(HAN_FOLD)
    table |= {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide != ord("，")}
    table |= {ord(odd): ord(plain) for odd, plain in zip("￥￡￠￦−‒‑〜﹩", "¥£¢₩---~$", strict=True)}
    table |= {ord(space): ord(" ") for space in "\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t"}
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50):
        table |= {zero + value: ord("0") + value for value in range(10)}
    return table


FOLD = fold_table()


def fold(text: str) -> str:
    """The same message in plain characters, as long as it was.

    >>> fold("￥１，０００元"), fold("$20，300美圆")
    ('¥1,000元', '$20，300美元')
    """
    if not text.isascii():
        text = WIDE_GROUPS.sub(lambda groups: groups[0].replace("，", ","), WIDE_COMMA.sub(",", text)).translate(FOLD)
    if "://" in text or "www." in text:
        text = LINK.sub(lambda link: "\x00" * len(link[0]), text)
    return text


class Line:
    """A message, or a piece of a very long one, with what the grammar asks about the whole of it."""

    def __init__(self, raw: str, dollar: str = "USD") -> None:
        self.raw, self.text, self.dollar = raw, fold(raw), dollar
        self.han = not raw.isascii() and HAN.search(raw) is not None
        # Where the last sum found in it ends.
        self.done = 0
        self.found: dict[Pattern, bool] = {}

    def says(self, pattern: Pattern) -> bool:
        """Whether the message holds a pattern, searched once however many sums ask."""
        if pattern not in self.found:
            self.found[pattern] = pattern.search(self.raw) is not None
        return self.found[pattern]

    @property
    def comma(self) -> bool | None:
        """Whether its clear sums use a decimal comma (True) or point (False); None where it does not say."""
        comma, point = self.says(COMMA), self.says(POINT)
        return None if comma == point else comma


def is_unspaced(sign: str) -> bool:
    """Whether a character needs no space beside it, being Chinese, Japanese or Korean; nothing is not."""
    return "\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3"
