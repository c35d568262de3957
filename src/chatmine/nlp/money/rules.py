"""The rules that rows of markers.tsv name, one function a rule: whether an amount with that marker is money."""

from collections.abc import Callable

from chatmine.nlp.money.line import Line, is_unspaced
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import WORDS
from chatmine.nlp.money.words import CLAUSE, next_words, sign_before, words_after, words_before

TWO_DECIMALS = Pattern(r"[.,]\d\d$")
HARD_CODES, END_WORDS = frozenset(WORDS["hard codes"]), frozenset(WORDS["after codes"])
WEIGHT_WORDS, HYPHEN_NOUNS = frozenset(WORDS["weight"]), frozenset(WORDS["after hyphen pound"])
CENT_NOUNS, RESOLUTIONS = frozenset(WORDS["after cent"]), frozenset(WORDS["resolutions"])
MONEY_OF = "|".join(WORDS["pounds of money"])
# `of` and anything but money: 10 pounds of flour.
WEIGHT_AFTER = Pattern(
    rf"(?i: (?:of (?!(?:(?:the|my|your|our|his|her|their) )?(?:{MONEY_OF})\b)|heavier|lighter|overweight"
    r"|\d+ ?(?:oz|ounces?)|and \d+ ounces|per square|down(?! payment)))"
)
HEIGHT = Pattern(r"\d ?(?:'|ft|foot|feet|-foot|foot-)|foot-\d")
VIDEO = Pattern(rf"(?i:\b(?:{'|'.join(WORDS['video'])})\b)")
TIME_BEFORE = Pattern(r"(?i:(?:\bat|@|\bbefore|\btil|\buntil|\bby) ?$)")
ZONE_AFTER = Pattern(r" [ECMP][SD]?T\b")
PRICE_AFTER = Pattern(r" ?(?:(?:per|each|a|an|off|for|more|extra|on|tax|worth|cheaper|stamp|coin|wings)\b|/)")
MONEY_NEAR = Pattern(r"[$£€]|\bdollars?\b")
MINE = Pattern(r"(?i:(?:\bmy|\byour|\bhis|\bher|\btheir|\bour|'s|put in|throw in)(?: own)?(?: humble)? $)")
SERIAL = Pattern(r"(?i:\brs-?(?:232|422|423|485))")
NAME_BEFORE = Pattern(r"[\w,] [A-Z][A-Za-z]+ $")
CAPITAL = Pattern(" [A-Z]")


def glued(line: Line, amount: Amount) -> bool:
    """No space between number and marker (99p, 75c, 100u), and no time or date before it (8:10p, 9/8c)."""
    return amount.after is not None and amount.after.gap == 0 and sign_before(line, amount) not in {"/", ":", ".", "-"}


def decimals(line: Line, amount: Amount) -> bool:
    """Two decimals, or a magnitude: the marker is otherwise a word or a unit."""
    number = amount.number
    dashes = line.text[number.end - 1] == "-"
    return dashes or number.kind != "" or TWO_DECIMALS.search(number.digits) is not None


def wordlike(line: Line, amount: Amount) -> bool:
    """TRY 5.00 is money and TRY 3 is not; 500 TRY is, unless a noun follows."""
    number, ends = amount.number, END_WORDS.issuperset(next_words(line, amount)[:1])
    if amount.before is None:
        apart = (amount.after is not None and amount.after.gap > 0) or amount.codes[0] not in HARD_CODES
        return amount.codes[0] == "CAD" or (apart and ends)
    if amount.codes[0] in HARD_CODES:
        return TWO_DECIMALS.search(number.digits) is not None
    large = "." not in number.digits and len(number.digits) >= 3
    return decimals(line, amount) or (large and ends)


def pounds(line: Line, amount: Amount) -> bool:
    """Money, unless something is weighed: 10 pounds of butter, lost 12 pounds, a 300-pound tackle."""
    after, text = amount.after, line.text
    if after is None or amount.number.kind == "letter":
        return True
    if text[after.start - after.gap : after.start] == "-":
        return not HYPHEN_NOUNS.isdisjoint(next_words(line, amount)[:1])
    if WEIGHT_AFTER.match(text, amount.end) or HEIGHT.search(text[max(0, amount.start - 24) : amount.start]):
        return False
    return WEIGHT_WORDS.isdisjoint(words_before(line, amount, 4) + words_after(line, amount, 3))


def pence(line: Line, amount: Amount) -> bool:
    """99p and 285p, not 1080p, 8p EST, nor photos in Chinese."""
    digits, text = amount.number.digits, line.text
    if TIME_BEFORE.search(text[max(0, amount.start - 8) : amount.start]) or ZONE_AFTER.match(text, amount.end):
        return False
    return not line.han and digits not in RESOLUTIONS and len(digits) < 4 and not line.says(VIDEO)


def small_cents(line: Line, amount: Amount) -> bool:
    """75c a can is money, 20c may be the weather and 450c an option."""
    digits = amount.number.digits
    if len(digits) > 2 or not digits.isdigit():
        return False
    return PRICE_AFTER.match(line.text, amount.end) is not None or line.says(MONEY_NEAR) or is_priced(line, amount)


def is_priced(line: Line, amount: Amount) -> bool:
    """Whether the clause before speaks of a price."""
    clause = CLAUSE.split(line.text[max(0, amount.start - 48) : amount.start])[-1]
    return not PRICE_WORDS.isdisjoint(clause.lower().split())


PRICE_WORDS = frozenset(WORDS["cues"])


def cents(line: Line, amount: Amount) -> bool:
    """Not my two cents, nor the singer 50 Cent."""
    if MINE.search(line.text[max(0, amount.start - 16) : amount.start]) and amount.number.low in {2, None}:
        return False
    singular = amount.after is not None and amount.after.form.lower() == "cent"
    return not (singular and amount.number.low == 50 and CENT_NOUNS.isdisjoint(next_words(line, amount)[:1]))


def coins(line: Line, amount: Amount) -> bool:
    """Ten dimes, a penny; `a dime` and `a nickel` are sayings or metal."""
    return not amount.number.open or (
        amount.after is not None and amount.after.form.lower() in {"penny", "toonie", "loonie"}
    )


def hundred(line: Line, amount: Amount) -> bool:
    """At least a hundred: `3 won`, `5 drams` are something else."""
    return amount.number.low is None or amount.number.low >= 100


def rand(line: Line, amount: Amount) -> bool:
    """R500 and R2,500.00 are rand; R2, R18, Presario R3000 and 锐龙R5600 are names. No space."""
    number, before = amount.number, amount.before
    if before is None or before.gap or number.start != amount.start + len(before.form) + before.negative:
        return False
    text = line.text[max(0, amount.start - 24) : amount.start]
    named = NAME_BEFORE.search(text) or is_unspaced(text[-1:])
    return not named and (number.kind != "" or (len(number.digits) >= 3 and " " not in number.digits))


def rs(line: Line, amount: Amount) -> bool:
    """Rs500 and RS 500 are rupees, RS485 is a serial line, and so is `Rs 5 card` where a message names that."""
    before = amount.before
    if line.says(SERIAL) and not END_WORDS.issuperset(next_words(line, amount)[:1]):
        return False
    return not (
        before
        and before.form == "RS"
        and not before.gap
        and amount.number.digits.isdigit()
        and before.end - before.start == 2
    )


def held(line: Line, amount: Amount) -> bool:
    """0.5 BTC, and BTC 0.5 as what somebody holds; BTC 65000 is its price, ETH 2.0 a name, eth0 a network card."""
    before, digits = amount.before, amount.number.digits
    if before is None or not before.marker.rules & {"held"}:
        return True
    return before.form.isupper() and before.gap > 0 and "." in digits[:3] and not digits.endswith(".0")


def name(line: Line, amount: Amount) -> bool:
    """500 sterling, not 500 Sterling Place."""
    return CAPITAL.match(line.text, amount.end) is None


def coin(line: Line, amount: Amount) -> bool:
    """A tenner, or just tenner; not the site that people hire on."""
    number = amount.number
    return number.end > number.start or words_before(line, amount, 1) != ["on"]


def sol(line: Line, amount: Amount) -> bool:
    """The coin in one case throughout; `Sol` is a name."""
    return amount.after is not None and (amount.after.form.islower() or amount.after.form.isupper())


RULES: dict[str, Callable[[Line, Amount], bool]] = {
    "glued": glued,
    "decimals": decimals,
    "wordlike": wordlike,
    "pounds": pounds,
    "pence": pence,
    "small-cents": small_cents,
    "cents": cents,
    "coins": coins,
    "hundred": hundred,
    "rand": rand,
    "rs": rs,
    "held": held,
    "name": name,
    "self": coin,
    "sol": sol,
}
