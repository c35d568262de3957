"""Text of strangers, made harmless for a terminal: no escape can move the cursor, set a title or turn the writing."""

import re

# C0 without tab and newline, DEL, C1, zero-width and bidirectional controls, line and paragraph separators.
_DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def harmless(text: str) -> str:
    r"""The text with every control and formatting character spelled out.

    >>> print(harmless("pay \x1b[2Jnow"), harmless("\u202eexe"))
    pay \x1b[2Jnow \u202eexe
    """
    return _DANGEROUS.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
