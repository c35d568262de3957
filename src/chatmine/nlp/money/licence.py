"""Whether an amount counts as money: what licenses a bare magnitude, and what every amount must pass."""

from chatmine.nlp.money.line import Line
from chatmine.nlp.money.negatives import is_code, is_idiom, is_pair
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.rules import RULES
from chatmine.nlp.money.rules_han import RULES_HAN
from chatmine.nlp.money.tables import WORDS, either
from chatmine.nlp.money.words import CLAUSE, WORD, next_words

CUES, COUNTED = frozenset(WORDS["cues"]), frozenset(WORDS["counted"])
NOT_PLURAL, GRAND = frozenset(WORDS["not plural"]), frozenset(WORDS["after grand"])
CUES_HAN, COUNTED_HAN = Pattern(either("cues zh")), Pattern(f"的?(?:{either('counted zh')})")
RATE = Pattern(r" ?/ ?(?:s|secs?|seconds?)\b")
WEALTH = tuple(WORDS["wealth zh"])
CUE_WORDS, CUE_SIGNS, CHANGE_REACH = 4, 6, 24
CHANGE = Pattern(
    r"[掉跌涨降砍升谈讲说]到$|[变改]成$|(?:现在|后来|最后)(?:要|是|给)?$"
    r"|(?i:\b(?:now|then|to|not|vs|versus|more like)) $"
)
# A pension and a network, not amounts.
NAMES = frozenset({"401", "802.11"})
# A magnitude for a month or a year is pay: 80k/yr, makes 90k a year, 15k/月.
WAGE = Pattern(
    r" ?/ ?(?:yr|year|mo|month|annum)\b| ?p\.?a\.?(?![a-z])| (?:per|a) (?:year|month|annum)\b| ?(?:/|每|一)个?[月年]"
)
EARNS = Pattern(r"\b(?:makes?|making|made|on|gets?|getting|earn\w*|clears?|pulls?|pulling)\b[^.!?]{0,16}$")
CHECKS = RULES | RULES_HAN


def is_money(line: Line, amount: Amount) -> bool:
    """Whether this amount counts: marked and not blocked, money by itself (`grand`), or licensed by a cue."""
    if amount.marker is None:
        return is_licensed(line, amount)
    if is_tagged(line, amount) or is_article(amount):
        return False
    checks = (CHECKS[rule] for rule in amount.marker.rules if rule in CHECKS)
    if not all(check(line, amount) for check in checks):
        return False
    return not (is_code(line, amount) or is_pair(line, amount) or is_idiom(line, amount))


def is_tagged(line: Line, amount: Amount) -> bool:
    """Whether the number belongs to a handle or a hash tag."""
    return amount.before is None and line.text[max(0, amount.start - 1) : amount.start] in {"@", "#"}


def is_article(amount: Amount) -> bool:
    """Whether `a` stands before a code or a sign, as in `a BSD box`, `a $ sign`; `a dollar` is an amount."""
    form = amount.after.form if amount.after else "a"
    return amount.number.open and not amount.number.han and (form.isupper() or not form[0].isalpha())


def is_licensed(line: Line, amount: Amount) -> bool:
    """A number without a marker: `grand`, or a magnitude with a cue beside it and no counted noun after it."""
    number = amount.number
    if number.open or not number.kind:
        return number.han and is_wealth(line, amount)
    if number.kind == "money":
        return GRAND.isdisjoint(next_words(line, amount)[:1])
    trillions = number.kind == "letter" and number.factor >= 10**12
    if trillions or number.digits in NAMES or (number.kind == "count" and not number.approx):
        return False
    return not is_counted(line, amount) and (has_cue(line, amount) or is_change(line, amount))


def is_wealth(line: Line, amount: Amount) -> bool:
    """年薪百万: units without a digit, right beside a word of pay or wealth; else 千万 means `by all means`."""
    number = amount.number
    before, after = line.text[max(0, amount.start - 3) : amount.start], line.text[amount.end : amount.end + 2]
    return number.open and not number.bare_unit and (before.endswith(WEALTH) or after.startswith(WEALTH))


def is_change(line: Line, amount: Amount) -> bool:
    """Whether it is what another sum became, or might be: 房价6万5，掉到5万; was $90k, now 85k."""
    between = line.text[line.done : amount.start]
    near = line.done > 0 and len(between) <= CHANGE_REACH and CLAUSE.search(between) is None
    return near and CHANGE.search(between) is not None


def has_cue(line: Line, amount: Amount) -> bool:
    """Whether a word of money stands within four words or six characters, in the same clause."""
    before = CLAUSE.split(line.text[max(0, amount.start - 48) : amount.start])[-1]
    after = CLAUSE.split(line.text[amount.end : amount.end + 48])[0]
    if WAGE.match(after) and (EARNS.search(before) or not after.startswith(" a")):
        return True
    words = WORD.findall(before)[-CUE_WORDS:] + WORD.findall(after)[:CUE_WORDS]
    if any(word.lower().removesuffix("'s") in CUES for word in words):
        return True
    near = CUES_HAN.search(before[-CUE_SIGNS:]) or CUES_HAN.search(after[:CUE_SIGNS]) if line.han else None
    return near is not None


def is_counted(line: Line, amount: Amount) -> bool:
    """Whether a noun that is counted follows: 10k followers, 3万粉丝, 50k unread messages, 50k/sec."""
    if COUNTED_HAN.match(line.text, amount.end) or RATE.match(line.text, amount.end):
        return True
    first, second, *_ = *next_words(line, amount), "", ""
    if first in NOT_PLURAL:
        return False
    plural = first.endswith("s") and len(first) > 3
    return plural or first in COUNTED or second in COUNTED
