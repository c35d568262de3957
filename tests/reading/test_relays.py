"""Bridge bots: who spoke on the other side is the speaker, and nobody else's quotations are taken for that."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from chatmine.errors import DamagedError
from chatmine.formats import Parsed
from chatmine.reading.relays import Relays
from chatmine.records import Message, Notice

Said = tuple[str, str]


@pytest.fixture
def passed() -> Callable[[Iterable[Said]], list[Said]]:
    def passed(said: Iterable[Said]) -> list[Said]:
        items = [Message("#deals", speaker, text) for speaker, text in said]
        return [
            (item.speaker, item.text) for item in Relays().speakers(items, "a.log", "irc") if isinstance(item, Message)
        ]

    return passed


TALK = [("gate", f"<{nick}> offer {number}") for number in range(4) for nick in ("ann", "bob", "zoe")]
TOLD = [(text[1:4], text[6:]) for _, text in TALK]


def test_what_a_bridge_relays_is_said_by_whom_it_names(passed: Callable[[Iterable[Said]], list[Said]]) -> None:
    assert passed([("lu", "hello"), *TALK, ("lu", "bye")]) == [("lu", "hello"), *TOLD, ("lu", "bye")]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("<ann> 15k", "ann", "15k"),
        ("<a\u200bnn> 15k", "ann", "15k"),
        ("[discord] <Ann Lee> 15k", "Ann Lee", "15k"),
        ("* ann waves", "ann", "waves"),
        ("bridge is up", "gate", "bridge is up"),
    ],
)
def test_bridges_write_in_several_ways(
    passed: Callable[[Iterable[Said]], list[Said]], text: str, speaker: str, said: str
) -> None:
    assert passed([*TALK, ("gate", text)])[-1] == (speaker, said)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([("lu", "<ann> 15k"), ("lu", "she really said that"), ("lu", "no?")], id="a quotation"),
        pytest.param([("lu", f"<ann> line {number}") for number in range(30)], id="one person quoted at length"),
        pytest.param([("ci", f"[repo{number}] ann pushed") for number in range(30)], id="a bot with tags"),
        pytest.param([("lu", "<b>bold</b> and <i>more</i>")] * 20, id="mark-up"),
        pytest.param(TALK[:5], id="too little to know"),
        pytest.param([*TALK[:5], *[("gate", "I am a person")] * 5, *TALK], id="somebody who also speaks"),
    ],
)
def test_quotations_stay_their_speakers(passed: Callable[[Iterable[Said]], list[Said]], said: list[Said]) -> None:
    assert passed(said) == said


def test_a_name_that_says_bridge_needs_less(passed: Callable[[Iterable[Said]], list[Said]]) -> None:
    assert passed([("discord-bridge", f"<ann> {number}") for number in range(3)])[0] == ("ann", "0")


def test_a_bridge_of_one_file_is_one_in_the_next_of_its_folder() -> None:
    relays = Relays()
    list(relays.speakers([Message("#deals", *said) for said in TALK], "logs/1.log", "irc"))
    for path, speaker in (("logs/2.log", "ann"), ("elsewhere/1.log", "gate")):
        (item,) = relays.speakers([Message("#deals", "gate", "<ann> 15k")], path, "irc")
        assert isinstance(item, Message)
        assert item.speaker == speaker


def test_what_is_held_back_comes_in_its_order_and_before_what_breaks() -> None:
    def broken() -> Iterable[Parsed]:
        yield Notice("joined")
        yield Message("#deals", "gate", "<ann> 15k")
        yield Notice("left")
        raise DamagedError("cut off")

    items = Relays().speakers(broken(), "a.log", "irc")
    assert [type(next(items)) for _ in range(3)] == [Notice, Message, Notice]
    with pytest.raises(DamagedError, match="cut off"):
        next(items)


def test_a_bridge_on_irc(tmp_path: Path) -> None:
    from chatmine.reading import read

    path = tmp_path / "#deals_20240304.log"
    path.write_text("".join(f"[21:{minute:02d}] <{who}> {text}\n" for minute, (who, text) in enumerate(TALK)))
    assert [(message.speaker, message.text) for message in read([str(path)])] == TOLD


def test_no_bridge_stands_between_telephones() -> None:
    items = [Message("deals", *said) for said in TALK]
    assert list(Relays().speakers(items, "a.txt", "whatsapp")) == items
