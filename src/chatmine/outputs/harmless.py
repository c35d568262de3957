"""Text of strangers, made harmless for a terminal: no escape can move the cursor, set a title or turn the writing.

What nobody can see is spelled out too, so that two names that look the same are the same.
"""

import re

# C0 without tab and newline, DEL, C1, blanks without width, bidirectional controls, separators of lines, tags.
# The two joiners stay: emoji, Persian and Indian languages are written with them.
_DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def harmless(text: str) -> str:
    r"""The text with every control and formatting character spelled out.

    >>> print(harmless("pay \x1b[2Jnow"), harmless("\u202eexe"))
    pay \x1b[2Jnow \u202eexe
    """
    return text if text.isascii() and text.isprintable() else _DANGEROUS.sub(_spelled, text)


def one_line(text: str) -> str:
    r"""The same for what must stay in one line.

    >>> print(one_line("a.txt\nchatmine: all is well"))
    a.txt\nchatmine: all is well
    """
    return harmless(text).replace("\n", r"\n")


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
