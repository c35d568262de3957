"""HTML as chat programs keep it: the text that people saw."""

import re
import time

import pytest

from chatmine.formats.html_fragment import plain, untagged


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
        ("<div><div>a  <b>b</b>\n c</div></div>d", "a b c\nd"),
        ("<pre>if x:\n    pay()</pre>", "if x:\n    pay()"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<quote>not <quote>at</quote> all</quote>mine", "mine"),
        ("<quote>never closed", ""),
        ("2 < 3 &lt;b&gt; &amp;amp;", "2 < 3 <b> &amp;"),
        ("<at>@Ann</at> <at>Ben</at>", "@Ann @Ben"),
        ('<img itemtype="http://schema.skype.com/Emoji" alt="🐝"> <img alt="a photo">', "🐝"),
    ],
)
def test_a_fragment(html: str, expected: str) -> None:
    assert plain(html, silent=re.compile("quote")) == expected


def test_line_breaks_of_a_text_with_tags_stay() -> None:
    assert untagged("a\r\n\r\n<i>b</i>  c") == "a\n\nb  c"


@pytest.mark.parametrize("part", ["<", "<a", "<a ", "</", "&", "<!--", "<p>", " ", "<p> ", '<a b="'])
def test_it_is_linear(part: str) -> None:
    began = time.process_time()
    plain(part * 200_000)
    assert time.process_time() - began < 5
