"""The rules of Chinese markers: whether 块, 毛, 刀 and their like count money here, or things."""

from collections.abc import Callable

from chatmine.nlp.money.line import Line, is_unspaced
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import either
from chatmine.nlp.money.words import sign_before

FOLLOWING = {name: Pattern(either(f"after {name}")) for name in ("yuan", "kuai", "jiao", "mao", "dao", "ou", "u")}
# A few pieces of something with its size or its model: 一块2t的硬盘, 三块24寸显示器, 两块3090.
SIZE = r" ?[A-Za-z]{0,3}\d[\dA-Za-z.]{0,7}(?: ?(?:英寸|寸|吋|瓦|毫安|伏|克|代|核|Hz|hz))?"
SIZED = Pattern(rf"{SIZE} ?(?:的?(?:{either('sized zh')})|的(?!流量|套餐|话费))| ?[1-5]0[5-9]0(?!\d)")
MOST_PIECES = 10
ORDINAL = Pattern(r"(?:[第公哪]|第[\d一二三四五六七八九十]+[-~到至])$")
# What may follow 一块 where it is money; any other character makes it `together` or `a piece of`.
MOST_ALONE = 16
TOGETHER = Pattern(r"(?![一二两三四五六七八九十每都钱人的也就多左以起包到给还呢吧吗啊了])[\u4e00-\u9fff]")


def is_followed(line: Line, amount: Amount, name: str) -> bool:
    """Whether one of the words that block this marker follows."""
    return FOLLOWING[name].match(line.text, amount.end) is not None


def is_ordinal(line: Line, amount: Amount) -> bool:
    """第一块, 第5-6块, 公元: not an amount; nor is a unit alone, as in 百元机."""
    return amount.number.bare_unit or ORDINAL.search(line.text[max(0, amount.start - 4) : amount.start]) is not None


def is_digit(line: Line, amount: Amount) -> bool:
    """Whether the number is one Chinese digit, which often counts things: 三毛, 两刀."""
    number = amount.number
    return number.han and number.low is not None and number.low < 10 and line.text[number.start] not in "0123456789"


def yuan(line: Line, amount: Amount) -> bool:
    """元, but not 元旦, 一元二次 or 百元机."""
    return not (is_ordinal(line, amount) or is_followed(line, amount, "yuan"))


def kuai(line: Line, amount: Amount) -> bool:
    """块 as money: not 一块去 (together), nor 两块硬盘 (pieces)."""
    if is_ordinal(line, amount) or sign_before(line, amount) in {"在", "切", "分", "掰", "碎"}:
        return False
    return line.text[amount.end - 1] != "块" or not is_pieces(line, amount)


def is_pieces(line: Line, amount: Amount) -> bool:
    """分成三块, 两块硬盘, 一块2t的硬盘, and 一块 before anything but what money goes with."""
    if sign_before(line, amount) == "成" or is_followed(line, amount, "kuai"):
        return True
    few = amount.number.low is not None and amount.number.low < MOST_PIECES
    one = amount.number.low == 1 and TOGETHER.match(line.text, amount.end) is not None
    return one or (few and SIZED.match(line.text, amount.end) is not None)


def jiao(line: Line, amount: Amount) -> bool:
    """五角 at the end of a phrase, not 五角大楼, 三角形, a role (一角) or star anise (八角)."""
    if is_followed(line, amount, "jiao"):
        return False
    alone = is_digit(line, amount) and line.text[amount.end - 1] == "角"
    return not (alone and (amount.number.low in {1, 3, 8} or is_unspaced(line.text[amount.end : amount.end + 1])))


def mao(line: Line, amount: Amount) -> bool:
    """五毛 and 8毛8, not 一毛不拔, 九牛一毛 or the name 三毛."""
    if is_followed(line, amount, "mao") or sign_before(line, amount) == "牛":
        return False
    return not (line.text[amount.start : amount.end] == "三毛" and is_unspaced(line.text[amount.end : amount.end + 1]))


def alone(line: Line, amount: Amount) -> bool:
    """分 by itself is a score, a minute or a cent; a cent only where the whole message is the amount."""
    small = amount.number.low is not None and amount.number.low < 100
    return small and len(line.text) < MOST_ALONE and line.text.strip() == line.text[amount.start : amount.end]


def dao(line: Line, amount: Amount) -> bool:
    """500刀 is dollars; 两刀 and 一刀切 are cuts."""
    return not (is_digit(line, amount) or is_followed(line, amount, "dao"))


def ou(line: Line, amount: Amount) -> bool:
    """200欧, not 3欧姆 or 欧洲."""
    return not is_followed(line, amount, "ou")


def tether(line: Line, amount: Amount) -> bool:
    """`u` is USDT in Chinese talk, rack units elsewhere."""
    return line.han and not is_followed(line, amount, "u")


RULES_HAN: dict[str, Callable[[Line, Amount], bool]] = {
    "yuan": yuan,
    "kuai": kuai,
    "jiao": jiao,
    "mao": mao,
    "alone": alone,
    "dao": dao,
    "ou": ou,
    "tether": tether,
}
