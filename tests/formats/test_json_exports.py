"""What holds for every format that is JSON: broken documents give what came before, odd shapes never raise."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SAMPLES
from tests.formats.conftest import MemoryLog

from chatmine.errors import DamagedError
from chatmine.formats import Format, Parsed
from chatmine.formats.discord_package import FORMAT as DISCORD_PACKAGE
from chatmine.formats.gitter_json import FORMAT as GITTER
from chatmine.formats.google_chat_json import FORMAT as GOOGLE_CHAT
from chatmine.formats.hangouts_json import FORMAT as HANGOUTS
from chatmine.formats.instagram_json import FORMAT as INSTAGRAM
from chatmine.formats.leapp import FORMAT as LEAPP
from chatmine.formats.matrix_element_json import FORMAT as MATRIX
from chatmine.formats.mattermost_jsonl import FORMAT as MATTERMOST
from chatmine.formats.messenger_json import FORMAT as MESSENGER
from chatmine.formats.qq_json import FORMAT as QQ
from chatmine.formats.rocketchat_json import FORMAT as ROCKETCHAT
from chatmine.formats.signal_json import FORMAT as SIGNAL
from chatmine.formats.skype_json import FORMAT as SKYPE
from chatmine.formats.slackdump_json import FORMAT as SLACKDUMP
from chatmine.formats.teams_json import FORMAT as TEAMS
from chatmine.formats.wechat_json import FORMAT as WECHAT
from chatmine.formats.zulip_json import FORMAT as ZULIP

FORMATS: tuple[Format, ...] = (
    DISCORD_PACKAGE,
    GITTER,
    GOOGLE_CHAT,
    HANGOUTS,
    INSTAGRAM,
    LEAPP,
    MATRIX,
    MATTERMOST,
    MESSENGER,
    QQ,
    ROCKETCHAT,
    SIGNAL,
    SKYPE,
    SLACKDUMP,
    TEAMS,
    WECHAT,
    ZULIP,
)
ODD: list[object] = [None, 5, -1.5, True, "", "x", [], [None], {}, {"a": [{}]}, 10**30]


def samples() -> Iterator[tuple[Format, Path]]:
    for form in FORMATS:
        for path in sorted((SAMPLES / form.name).rglob("*.json*")):
            if form.sniff(MemoryLog(path.read_text("utf-8"), path=str(path)).head) > 0.9:
                yield form, path


CASES = [pytest.param(form, path, id=str(path.relative_to(SAMPLES))) for form, path in samples()]


def items(form: Format, log: MemoryLog) -> list[Parsed]:
    """Everything up to where the document breaks off."""
    found = []
    try:
        for item in form.parse(log):
            found.append(item)
    except DamagedError:
        pass
    return found


def odd(value: object, at: Iterator[int]) -> object:
    """The value with something else in some places."""
    if (choice := next(at, -1)) >= 0:
        return ODD[choice]
    if isinstance(value, dict):
        return {key: odd(inner, at) for key, inner in value.items()}
    return [odd(inner, at) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("form", "path"), CASES)
def test_a_log_that_is_cut_gives_what_came_before(
    memory_log: Callable[..., MemoryLog], form: Format, path: Path
) -> None:
    text = path.read_text("utf-8")
    whole = [type(item) for item in form.parse(memory_log(text, path=str(path)))]
    counts = [len(items(form, memory_log(text[:end], path=str(path)))) for end in range(1, len(text), 97)]
    assert counts == sorted(counts)
    assert max(counts) <= len(whole)


@pytest.mark.parametrize(("form", "path"), CASES)
@settings(max_examples=20)
@given(places=st.lists(st.integers(-30, len(ODD) - 1), max_size=400))
def test_odd_shapes_never_raise(form: Format, path: Path, places: list[int]) -> None:
    at = iter(places)
    lines = path.read_text("utf-8")
    try:
        text = json.dumps(odd(json.loads(lines), at))
    except ValueError:
        text = "\n".join(json.dumps(odd(json.loads(line), at)) for line in lines.splitlines())
    items(form, MemoryLog(text, path=str(path)))
