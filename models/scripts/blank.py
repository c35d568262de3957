"""Make the blank pipeline: English tokenization in which every Han character is a word of its own.

One pipeline reads English and Chinese mixed in one line, so there is no word segmenter: `找王局谈 Chatham House` is
seven words. The rules are plain tokenizer settings, which spaCy stores with the pipeline; no code is needed to load it.
"""

import re
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
CJK_PUNCTUATION = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5b\uff5d\uff5e"
BRACKETS = r"()\[\]{}"
EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
ALONE = HAN + CJK_PUNCTUATION + BRACKETS + EMOJI + "“”/|;+*_~"
URL = r"(?:https?://|www\.)[!-~]+"
INFIXES = (
    URL,  # first: nothing splits it
    f"(?<=[{ALONE}])|(?=[{ALONE}])",  # of no width: spaCy leaves an infix at the start of the rest unsplit
    r"(?<=[^\W\d_])[,!?](?=[^\W_])",  # `ann,bob` and `paid?50k`, but not `1,500`
    r"(?<=\d)[,!?:](?=[^\W\d_])",
    r"(?<=[a-z]{2})\.(?=[A-Za-z]{3})",  # `thanks.Dana`
    r"(?<=[^\W_])[-–—](?=[^\W_]|[$£€¥￥])",
    r"(?<=\.)-(?=[A-Z])",
    r"(?<=[^\W_])(?:'s|’s)(?=\W)",
    r"(?<=\d)(?:US\$|[$£€¥￥])",
    r"[:=&@](?=[$£€¥￥])",
)
RUN = r"(?:[^\w\s]|_){8,}"  # one word: spaCy takes one mark at a time off an edge, in time that grows with the square
EDGES = (f"[{CJK_PUNCTUATION}{BRACKETS}/|;+*_~=:^]", r"\.\.+", r"[-–—]+", "￥")


CONTRACTIONS = r"(?<=[^\W\d_])(?:['’](?:ll|d|ve|re|LL|D|VE|RE))"
LONE_LETTER = re.compile(r"[a-z]\.")  # spaCy's rule that `m.` is one word, also in `2.4m.`


def make_blank() -> Language:
    """The pipeline without components.

    >>> [word.text for word in make_blank()("找王局谈 Chatham House")]
    ['找', '王', '局', '谈', 'Chatham', 'House']
    """
    nlp = spacy.blank("en")
    defaults = nlp.Defaults
    prefixes = [RUN, *(defaults.prefixes or ()), *EDGES]
    suffixes = [RUN, *(defaults.suffixes or ()), *EDGES, CONTRACTIONS]
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {word: rule for word, rule in tokenizer.rules.items() if not LONE_LETTER.fullmatch(word)}
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex([*INFIXES, *(defaults.infixes or ())]).finditer
    tokenizer.url_match = re.compile(f"{URL}$|[A-Za-z0-9.-]+\\.(?:com|org|net|io|gov|cn|uk)(?:/[!-~]*)?$").match
    return nlp


def main(output: Annotated[Path, typer.Argument(help="The folder to write the blank pipeline to.")]) -> None:
    """Write the blank pipeline, from which training and conversion take their tokenizer."""
    output.parent.mkdir(parents=True, exist_ok=True)
    make_blank().to_disk(output)


if __name__ == "__main__":
    typer.run(main)
