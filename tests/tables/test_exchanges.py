"""Who took part when something was said: worked conversations, the partners of each message."""

import pytest
from tests.marked import conversations

from chatmine.exchanges import Exchanges, Turn

CASES = {
    "two people": (["Ann: hi", "Bob: hello"], ["Bob", "Ann"]),
    "one alone": (["Ann: hi", "Ann: hello"], ["", ""]),
    "three in turn": (["Ann: hi", "Bob: hello", "Cy: hey"], ["Bob Cy", "Ann Cy", "Ann Bob"]),
    "five turns, not six": (
        ["Ann: hi", "Bob: 1", "Bob: 2", "Bob: 3", "Bob: 4", "Bob: 5", "Cy: hey"],
        ["Bob", "Ann Cy", "Ann Cy", "Ann Cy", "Ann Cy", "Ann Cy", "Bob"],
    ),
    "within the hour": (["2024-03-04 09:00 Ann: hi", "2024-03-04 10:00 Bob: yes"], ["Bob", "Ann"]),
    "after the hour": (["2024-03-04 09:00 Ann: hi", "2024-03-04 10:01 Bob: yes"], ["", ""]),
    "undated goes by order": (["2024-03-04 09:00 Ann: hi", "Bob: yes"], ["Bob", "Ann"]),
    "a clock and a moment cannot be compared": (
        ["2024-03-04 09:00 Ann: hi", "2024-03-05 09:00Z Bob: yes"],
        ["Bob", "Ann"],
    ),
    "a reply reaches far back": (
        ["2024-03-04 09:00 #1 Ann: hi", "2024-03-06 09:00 #2^1 Bob: yes"],
        ["", "Ann"],
    ),
    "a reply to oneself": (["#1 Ann: hi", "#2^1 Ann: and"], ["", ""]),
    "a reply to nothing known": (["#2^1 Ann: and"], [""]),
    "an addressee hears": (["Ann > Bob: hi"], ["Bob"]),
    "letters between pairs": (
        ["Ann > Bob: hi", "Ann > Cy: the other thing", "Cy > Ann: ok", "Bob > Ann: hello"],
        ["Bob", "Cy", "Ann", "Ann"],
    ),
    "an answer to nobody in particular": (["Ann > Bob: hi", "Cy: me too"], ["Bob Cy", "Ann"]),
    "conversations are apart": (["Ann: hi", "@other", "Bob: hello"], ["", ""]),
    "conversations that cross": (
        ["Ann: hi", "@other", "Bob: hello", "@deals", "Cy: hey", "@other", "Di: yes"],
        ["Cy", "Di", "Ann", "Bob"],
    ),
    "an unnamed speaker": (["(unknown): hi", "Ann: who is this"], ["Ann", "(unknown) in deals"]),
}  # fmt: skip


def turns(lines: list[str]) -> list[Turn]:
    found = [turn for turn, _ in Exchanges().follow(conversations(lines))]
    return sorted(found, key=lambda turn: turn.order)


@pytest.mark.parametrize("case", CASES)
def test_partners(case: str) -> None:
    lines, expected = CASES[case]
    partners = [turn.partners for turn in turns(lines)]
    if case == "an unnamed speaker":
        assert partners == [{name} for name in expected]
    else:
        assert partners == [set(names.split()) for names in expected]


def test_every_message_comes_once_and_knows_its_place() -> None:
    found = turns(["Ann: 1", "@other", "Bob: 2", "@deals", "Cy: 3"])
    assert [(turn.order, turn.place, turn.message.text) for turn in found] == [(0, 0, "1"), (1, 0, "2"), (2, 1, "3")]


def test_a_reply_knows_what_it_answers() -> None:
    assert [turn.answers for turn in turns(["#a Ann: hi", "Bob: x", "#b^a Cy: yes"])] == [None, None, 0]


def test_a_silent_conversation_begins_anew() -> None:
    noise = [f"Cy: {number}" for number in range(11_000)]
    found = turns(["Ann: hi", "@noise", *noise, "@deals", "Bob: hello"])
    assert found[0].partners == found[-1].partners == set()
    assert found[-1].place == 1
