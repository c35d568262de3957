"""IRC as web pages: lines with their tags taken away, rows of irclog2html."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.formats.telling import messages, told

from chatmine.formats.irc_html import FORMAT

Log = Callable[..., Any]


def row(number: str, cells: str) -> str:
    return f'<tr id="{number}">{cells}</tr>\n'


def nick(name: str, words: str) -> str:
    return f'<th class="nick">{name}</th><td class="text">{words}</td><td class="time"><a class="time">20:32</a></td>'


PAGES = {
    "mIRC's colours": (
        "x/2009-09-09.log",
        '<span class="irc-date">[20:30]</span> <span class="irc-green">* ann (a@b.example) has joined #x</span><br />\n'
        '<span class="irc-date">[20:32]</span> <span class="irc-black">&lt;@ann&gt; '
        'pay <a href="http://x">Acme</a></span><br />\n'
        '<span class="irc-date">[20:33]</span> <span class="irc-brick">* ann waves</span><br />\n'
        '<span class="irc-date">[20:34]</span> <span class="irc-navy">* ann (a@b.example) Quit '
        '("joined &amp; left")</span><br />\n',
        [
            "-- [20:30] *** ann (a@b.example) has joined #x",
            "20:32 ann: pay Acme",
            "20:33 ann (action): waves",
            '-- [20:34] *** ann (a@b.example) Quit ("joined & left")',
        ],
    ),
    "irclog2html's table": (
        "irclog.html",
        '<html><head><title>Tuesday, 2009-09-09</title></head><body><table class="irclog">\n'
        + row("t2009-09-09T20:32:39", nick("ann", "pay&nbsp;&nbsp;&lt;Acme&gt;"))
        + row(
            "t2009-09-09T20:33:43",
            '<td class="action" colspan="2">* ann waves at ben</td><td><a class="time">20:33</a></td>',
        )
        + row(
            "t2009-09-09T20:34:00",
            '<td class="join" colspan="2">*** ben has joined</td><td><a class="time">20:34</a></td>',
        )
        + "</table></body></html>",
        ["20:32 ann: pay  <Acme>", "20:33 ann (action): waves at ben", "-- *** ben has joined"],
    ),
    "irclog2html's old table, with the day in the title": (
        "irclog.html",
        '<html><head><title>#x, 2009-09-09</title></head><body><table class="irclog">\n'
        + row("t20:32:39", nick("ann", "a"))
        + row("", nick("ann", "b"))
        + "</table></body></html>",
        ["20:32 ann: a", "20:32 ann: b"],
    ),
    "irclog2html's simplest table": (
        "2009-09-09.html",
        '<html><head><meta name="generator" content="irclog2html.py 2.8"></head><table cellspacing=3>\n'
        '<tr bgcolor="#eeeeee"><th><font color="#407a40"><tt>ann</tt></font></th><td><tt>hi</tt></td></tr>\n'
        '<tr><td colspan=2><tt><font color="#CC00CC">* ann waves</font></tt></td></tr>\n'
        '<tr><td colspan=2><tt><font color="#009900">*** ben has joined #x</font></tt></td></tr>\n</table></html>',
        ["ann: hi", "ann (action): waves", "-- *** ben has joined #x"],
    ),
    "irclog2html's simplest lines": (
        "2009-09-09.html",
        '<html><head><meta name="generator" content="irclog2html.py 2.8"></head><body><tt>\n'
        '<font color="#407a40">&lt;ann&gt;</font> <font color="#000000">hi</font><br>\n</tt></body></html>\n',
        ["ann: hi"],
    ),
    "irclog2html's paragraphs": (
        "irclog.html",
        '<html><div class="irclog">\n<p id="t2009-09-09T20:32:39" class="comment"><a href="#t" class="time">20:32</a> '
        '<span class="nick">&lt;ann&gt;</span> <span class="text">hi</span></p>\n'
        '<p id="t2009-09-09T20:33:00" class="join">'
        '<a class="time">20:33</a> *** ben has joined</p>\n</div></html>',
        ["20:32 ann: hi", "-- *** ben has joined"],
    ),
    "Meetbot": (
        "meeting.2009-09-09-20.00.log.html",
        "<html><head><title>#x log</title>\n<style>\npre { color: black }\n</style></head>\n<body><pre>"
        '<a name="l-1"></a><span class="tm">20:32:04</span><span class="nk"> &lt;ann&gt;</span> pay Acme\n'
        '<a name="l-2"></a><span class="tm">20:33:05</span><span class="nka"> * ann</span> '
        '<span class="ac">waves</span>\n'
        "</pre></body></html>\n",
        ["20:32 ann: pay Acme", "20:33 ann (action): waves"],
    ),
    "plain lines with tags": (
        "2009-09-09.html",
        "<html><body>\n[20:32] &lt;ann&gt; pay Acme<br>\n"
        "[20:33] <font color=blue>&lt;ben&gt;</font> ann: no<br>\n</body></html>\n",
        ["20:32 ann: pay Acme", "20:33 ben: ann: no"],
    ),
}


@pytest.mark.parametrize(("path", "text", "lines"), PAGES.values(), ids=PAGES)
def test_reads(path: str, text: str, lines: list[str], memory_log: Log, request: pytest.FixtureRequest) -> None:
    log = memory_log(text, path=path)
    assert FORMAT.sniff(log.head) >= 0.8
    assert [line for line in told(FORMAT, log) if not line.startswith("-- pre {")] == lines
    days = {said.timestamp.date() for said in messages(FORMAT, log) if said.timestamp}
    assert days <= {date(2009, 9, 9)}
    assert days or "simplest" in request.node.name


def test_a_nick_that_was_seen_is_the_addressee(memory_log: Log) -> None:
    path, text, _ = PAGES["plain lines with tags"]
    assert [said.addressee for said in messages(FORMAT, memory_log(text, path=path))] == ["", "ann"]
