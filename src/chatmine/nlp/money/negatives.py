"""What has a marker and is still no money: shell variables, pairs of tickers, sayings and names."""

from chatmine.nlp.money.line import Line
from chatmine.nlp.money.parts import Amount
from chatmine.nlp.money.pattern import Pattern
from chatmine.nlp.money.tables import either

CODE = Pattern(f"(?i:{either('code')})")
CODE_SIGNS = Pattern(r"[{}`]|\|(?!\|)|;\s*$|\$[A-Za-z_]|&&|\$\(|'\$|\$'|\w\(\$\d|\"\$\d\"")
CODE_AFTER = Pattern(r"\.[A-Za-z_]|\$(?! )|\)?[;}]|[-+*/=<>]\$\d(?!\d)|==|\[|\(| = [^\d$€£]")
CODE_BEFORE = Pattern(r"\$\d[-+*/=<>]$")
PAIR_BEFORE = Pattern(r"[A-Za-z]{3,5}[/-]$")
PAIR_AFTER = Pattern(r"[/-][A-Z]{3,4}(?![A-Za-z])")
IDIOM = Pattern(f"(?i:{either('idioms')})")
TITLE = Pattern("(?:Million|Billion|Thousand) Dollar")
REACH = 28


def is_code(line: Line, amount: Amount) -> bool:
    """`$1` in a shell line, a regular expression or a template: one or two digits, and signs or words of code."""
    number, text = amount.number, line.text
    if amount.before is None or amount.before.form != "$" or number.kind or not number.digits.isdigit():
        return False
    if len(number.digits) > 2:
        return False
    signs = line.says(CODE_SIGNS)
    one = len(number.digits) == 1
    if one and CODE_BEFORE.search(text[max(0, amount.start - 3) : amount.start]):
        return True
    return CODE_AFTER.match(text, amount.end) is not None or (line.says(CODE) and (signs or one)) or (signs and one)


def is_pair(line: Line, amount: Amount) -> bool:
    """EUR/USD 1.08, 7.1 USD/CNY."""
    before, after, text = amount.before, amount.after, line.text
    if before and before.form.isalpha() and PAIR_BEFORE.search(text[max(0, amount.start - 6) : amount.start]):
        return True
    return bool(after and after.form.isalpha() and PAIR_AFTER.match(text, amount.end))


def is_idiom(line: Line, amount: Amount) -> bool:
    """A saying that reaches beyond the amount, or is all of it: million dollar baby, a penny for your thoughts."""
    if TITLE.fullmatch(line.text[amount.start : amount.end]):
        return True
    if not line.says(IDIOM):
        return False
    base = max(0, amount.start - REACH)
    spans = (idiom.span() for idiom in IDIOM.finditer(line.text[base : amount.end + REACH]))
    return any(is_inside(amount, base + start, base + end) for start, end in spans)


def is_inside(amount: Amount, start: int, end: int) -> bool:
    """Whether a saying overlaps the amount and is not just a part of it."""
    wider = start < amount.start or end > amount.end or (start, end) == (amount.start, amount.end)
    return wider and start < amount.end and end > amount.start
