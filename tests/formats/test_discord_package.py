"""Discord's data package: the owner's own messages, in CSV and since 2024 in JSON."""

import json
from collections.abc import Callable

from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.discord_package import FORMAT

CSV = """ID,Timestamp,Contents,Attachments
1,2021-01-02 03:04:05.678000+00:00,"pay ""Acme""
today",
2,2021-01-02 03:05:05+00:00,,https://cdn.example/a.png
3,cut
"""
JSON = json.dumps(
    [{"ID": 1216104001175552000, "Timestamp": "2024-03-09 19:23:08", "Contents": "hi", "Attachments": ""}]
)
BESIDE = {
    "channel.json": json.dumps({"id": "7", "type": 0, "name": "deals", "guild": {"id": "9", "name": "Yard"}}),
    "../index.json": json.dumps({"7": "deals in Yard", "8": "Direct Message with ben#0"}),
    "../../account/user.json": json.dumps({"id": "5", "username": "ann", "discriminator": 0, "global_name": "Ann"}),
}


def test_rows_may_go_on_over_lines(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log(CSV, path="messages/c7/messages.csv", neighbours=BESIDE)
    assert told(FORMAT, log) == [
        "-- ID,Timestamp,Contents,Attachments",
        '03:04 Ann: pay "Acme"\ntoday',
        "03:05 Ann (media):",
        "?? 2 columns where there are 4",
    ]
    assert [(item.line, item.lines) for item in FORMAT.parse(log)] == [(1, 1), (2, 2), (4, 1), (5, 1)]


def test_an_id_holds_the_moment_that_a_time_without_a_zone_means(memory_log: Callable[..., MemoryLog]) -> None:
    (known,) = messages(FORMAT, memory_log(JSON))
    (other,) = messages(FORMAT, memory_log(JSON.replace("19:23", "21:23")))
    assert (str(known.timestamp), str(other.timestamp)) == ("2024-03-09 19:23:08+00:00", "2024-03-09 21:23:08")


def test_channels_are_called_as_the_files_beside_say(memory_log: Callable[..., MemoryLog]) -> None:
    direct = {**BESIDE, "channel.json": json.dumps({"id": "8", "type": 1, "recipients": ["5", "6"]})}
    logs = [memory_log(JSON, neighbours=beside, conversation="c7") for beside in (BESIDE, direct, {})]
    found = [messages(FORMAT, log)[0] for log in logs]
    assert [message.conversation for message in found] == ["Yard / deals", "Direct Message with ben#0", "c7"]
    assert [message.speaker for message in found] == ["Ann", "Ann", "Me"]


def test_the_files_beside_are_passed_over(memory_log: Callable[..., MemoryLog]) -> None:
    for name, text in BESIDE.items():
        log = memory_log(text, path=name)
        assert FORMAT.sniff(log.head) >= 0.6
        assert told(FORMAT, log) == ["-- names for the other files"]
