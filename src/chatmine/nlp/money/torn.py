"""Whether an amount would split a run of letters and digits, which then is a name, a code or a unit: mate60, 2nd.

Two things may touch an amount: a period (£900pcm, £20-25pp), and a word where the space is missing ($84.20split).
"""

from chatmine.nlp.money.line import Line, is_unspaced
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import IN_WORD, Pattern
from chatmine.nlp.money.tables import SIGNS, WORDS, either

CLOSING = "元块钱角毛分원"
# 3만 5천원 is one number, which is not read, rather than 5천원.
KOREAN = frozenset("천만억")
PERIOD = Pattern(rf"(?i:{either('glued periods')})(?!{IN_WORD})")
# The p of £1.50p says the sign again; p&p is postage.
PENCE = Pattern(rf"p(?:&p)?(?![&/.'-]|{IN_WORD})")
# No other writing of a magnitude may pass for a word: $500kfor, £5mquid, $20bil.
PLAIN_WORD = Pattern(rf"(?!{either('glued magnitudes')})[a-z]{{3,14}}(?!{IN_WORD}|[.:/=-]{IN_WORD}|[(\[{{=])")
TIMES = Pattern(r"[x*]\d{1,2}(?![\w.])")
COMMON_WORDS, UNITS = frozenset(WORDS["glued words"]), frozenset(WORDS["glued units"])
STARTS = Pattern(r"[1-9]|0?\.")
VOWELS = frozenset("aeiouy")


def is_torn(line: Line, amount: Amount) -> bool:
    """Whether letters or digits go on where the amount starts or ends, or it is a percentage."""
    text, start, end = line.text, amount.start, amount.end
    first, last = text[max(0, start - 1) : start], text[end : end + 1]
    inside = first.isalnum() and not is_unspaced(first) and text[start].isalnum() and not amount.number.han
    if inside or text[max(0, start - 2) : start].rstrip()[-1:] in KOREAN:
        return True
    glued = last.isalnum() or (last == "_" and text[end + 1 : end + 2].isalnum())
    if not glued or is_unspaced(last) or text[end - 1] in CLOSING:
        return last == "%"
    return not (is_period(line, amount) or is_word(line, amount))


def is_period(line: Line, amount: Amount) -> bool:
    """Whether a period touches it, and it is marked, or may be the end of a range that is: £20-25pp, not 6pm, 80kpa."""
    period = PERIOD.match(line.text, amount.end)
    if period is None or amount.marker:
        return period is not None or (amount.codes[:1] == ("GBP",) and PENCE.match(line.text, amount.end) is not None)
    return not amount.number.kind and period[0].lower() != "pm"


def is_word(line: Line, amount: Amount) -> bool:
    """Whether a plain word or a count (x2) touches an amount that a sign opens: after less than $100 a common word.

    `$1foo` is code, and `$` with one or two digits before it mostly is.
    """
    before, digits = amount.before, amount.number.digits
    if before is None or before.form not in SIGNS or amount.number.kind or not STARTS.match(digits):
        return False
    word = PLAIN_WORD.match(line.text, amount.end)
    if word is None:
        return TIMES.match(line.text, amount.end) is not None
    if word[0] in COMMON_WORDS:
        return True
    code = before.form == "$" and digits.isdigit() and len(digits) < 3
    return not code and word[0] not in UNITS and not VOWELS.isdisjoint(word[0])
