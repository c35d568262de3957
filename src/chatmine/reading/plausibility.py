"""How likely bytes are text in a legacy encoding: by the characters that people of its script write most.

Almost any bytes decode in almost any of these, so validity says little. Each score is the share of a text's foreign
characters that are among the commonest of the script (for alphabets: that stand where letters stand), scaled such that
real text scores about 1 in its own encoding.
"""

import re
from collections.abc import Callable

_SIMPLIFIED = frozenset(
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都"
    "三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从知使全两新现问面明什想意老己样把给已正被或打情话开直呢吧吗啊哦嗯钱万元块"
    "总单价款付合同客户公司部门市场项目领导请收先谈今明昨周月号早晚午点再让找最近很别快谁做买卖高低等位系统安"
    "，。？！：；、（）《》“”…—"
)
_TRADITIONAL = frozenset(
    "的一是不了人我在有他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家十用發天如然作方成者多日都"
    "三小軍二無同麼經法當起與好看學進種將還分此心前面又定見只主沒公從知使全兩新現問明什想意老己樣把給已正被或打情話開直呢吧嗎啊哦嗯錢萬元塊"
    "總單價款付合約客戶司部門市場項目領導請收先談今昨週月號早晚午點再讓找最近很別快誰做買賣高低等位係系統安"
    "，。？！：；、（）《》「」…—"
)
_KOREAN = frozenset(
    "이다는을가에의하고지도로서한사기해어은나시들리있자아그일대인를라만안수정보요니게전네오거세주과무부상여장제스내면까야했습러마으경연소할구비없우"
    "원번유것생년말신성동조난당달때문중감답예요좀너저왜뭐응잘못또더다음알람님회월화목금토분후"
)
_MIDDLE_CAPITAL = re.compile("[а-яёіїєґ][А-ЯЁІЇЄҐ]")
_BESIDE_LATIN = re.compile("[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")


def _foreign(text: str) -> list[str]:
    return [char for char in text if not char.isascii()]


def _of(common: frozenset[str]) -> Callable[[str], float]:
    """Running text has about three in five of its characters in such a set."""
    return lambda text: sum(char in common for char in _foreign(text)) / max(1, len(_foreign(text))) / 0.6


def _japanese(text: str) -> float:
    foreign = _foreign(text)
    # Half-width kana (U+FF61 on) is what chance makes of other encodings.
    return sum("\u3001" <= char <= "\u30ff" or char in "！？" for char in foreign) / max(1, len(foreign)) / 0.6


def _cyrillic(text: str) -> float:
    foreign = _foreign(text)
    if not any("а" <= char <= "я" or "А" <= char <= "Я" for char in foreign):
        return 0.0  # only letters that few languages have: `£5` of Windows-1252
    letters = sum("\u0400" <= char <= "\u045f" or char in "«»—–…№“”" for char in foreign)
    misplaced = len(_MIDDLE_CAPITAL.findall(text)) * 4 + len(_BESIDE_LATIN.findall(text)) * 2
    return (letters - misplaced) / max(1, len(foreign))


def _latin(text: str) -> float:
    foreign = _foreign(text)
    letters = sum("\u00c0" <= char <= "\u00ff" or char in "’‘“”–—…€£§°«»œŒšŠžŽ" for char in foreign)
    beside = min(len(_BESIDE_LATIN.findall(text)), len(foreign))
    return (letters + beside) / 2 / max(1, len(foreign)) * 0.9


_SCORES: dict[str, Callable[[str], float]] = {
    "gb18030": _of(_SIMPLIFIED),
    "big5": _of(_TRADITIONAL),
    "cp932": _japanese,
    "cp949": _of(_KOREAN),
    "cp1251": _cyrillic,
    "cp1252": _latin,
    "utf-16-le": _of(_SIMPLIFIED | _TRADITIONAL | _KOREAN),
    "utf-16-be": _of(_SIMPLIFIED | _TRADITIONAL | _KOREAN),
}


def likeliest(data: bytes) -> str:
    """The encoding in which these bytes read most like text; the wide ones only where there are zero bytes.

    >>> likeliest("你好，我们先谈价格".encode("gb18030")), likeliest("Иван: добрый вечер".encode("cp1251"))
    ('gb18030', 'cp1251')
    """
    names = [name for name in _SCORES if name.startswith("utf-16") == (b"\0" in data)]
    return max(names, key=lambda name: plausibility(data, name))


def plausibility(data: bytes, name: str) -> float:
    """About 1 for real text in its own encoding, near or under 0 for bytes that only happen to decode."""
    text = data.decode(name, "replace")
    damage = 3 * text.count("\ufffd") / max(1, len(_foreign(text)))
    return _SCORES[name](text) - damage
