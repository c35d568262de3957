"""Messages about money as nobody writes them: real ways to write a sum, put together and broken at random."""

from random import Random

from hypothesis import strategies as st

NUMBERS = (
    "0", "5", "12", "1,200", "1.200,50", "1'000", "10 000", "1,23,456", "12k", "0.05", ".75", "5.", "1..2",
    "1,,2", "9" * 40, "9" * 400, "0." + "0" * 50 + "1", "1e9", "1e999", "½", "1½", "3/4", "1/0", "²", "٣٤", "௰", "Ⅻ",
    "𝟙𝟚", "一千", "十五", "两百万", "三分之一", "零", "〇", "半", "壹佰", "廿", "卅", "百分之五", "几十",
    "万亿亿亿", "亿" * 30, "five", "a hundred", "two and a half", "twenty-five", "a few", "half a", "couple of",
    "dozen", "thousand million", "hundred " * 20, "million " * 20, "15", "2024", "10-15", "10–15", "10~15k",
    "1-2-3", "from 5 to 6", "between 3 and 9",
)  # fmt: skip
MARKERS = (
    "$", "€", "£", "¥", "￥", "₿", "₹", "Rs.", "Rs", "R$", "US$", "A$", "USD", "usd", "eur", "gbp", "rmb",
    "btc", "eth", "usdt", "sat", "dollars", "bucks", "quid", "euros", "cents", "pence", "p", "grand", "k", "K",
    "mm", "m", "bn", "mil", "lakh", "crore", "元", "块", "块钱", "毛", "角", "分", "刀", "w", "万", "千", "亿",
    "美元", "欧元", "日元", "港币", "%", "円",
)  # fmt: skip
WORDS = (
    "pay", "rent", "offer is", "salary", "per month", "/mo", "an hour", "each", "up to", "at least", "about",
    "~", "≈", "<", ">", "+", "or so", "plus", "minus", "-", "—", "to", "and", "or", "x", "*", "@", "room",
    "steps", "page", "in", "月薪", "押金", "工资", "左右", "以上", "不到", "大概", "多", "来", "余", "到", "至",
    "每月", "一个", "第", "号", "年", "http://a.b/", "2024-03-04", "12:30", "+1 555 0100", "v1.2.3", "#12", "(",
    ")", "[", "]", '"', "'", ",", ".", "。", "，", "\n", "\t", "\u00a0", "\u202f", "\u200b", "\u200f", "\ufeff",
    "\0", "\ud800", "İ", "ß", "ﬁ", "e\u0301", "👍", "",
)  # fmt: skip
PIECES = (*NUMBERS, *MARKERS, *WORDS)


def random_message(random: Random) -> str:
    """A message of a few pieces, mostly a number with its markers, and sometimes a broken one."""
    parts: list[str] = []
    for _ in range(random.choice((1, 2, 3, 4, 8, 16))):
        parts += (random.choice(MARKERS), random.choice(NUMBERS)) if random.random() < 0.5 else (random.choice(PIECES),)
        parts.append(random.choice(("", "", " ", " ", "  ", "-", ".", ",", "/")))
        if random.random() < 0.1:
            parts.append(chr(random.choice((random.randrange(0x20, 0x300), random.randrange(0x110000)))))
    if random.random() < 0.05:
        parts = parts * random.randrange(2, 100)
    return "".join(parts)


def messages() -> st.SearchStrategy[str]:
    """The same for hypothesis, with any text between the pieces."""
    piece = st.sampled_from(PIECES) | st.sampled_from((" ", "-", ".", ",", "/")) | st.text(max_size=3)
    return st.lists(piece, max_size=20).map("".join)
