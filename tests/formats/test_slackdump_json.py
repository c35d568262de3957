"""A slackdump dump: Slack's messages in an object, replies inside the message that they answer."""

import json
from collections.abc import Callable

from tests.formats.conftest import MemoryLog
from tests.formats.telling import told

from chatmine.formats import detect
from chatmine.formats.slack import FORMAT as SLACK
from chatmine.formats.slackdump_json import FORMAT

REPLY = {
    "type": "message",
    "user": "U2",
    "text": "£40k &amp; more",
    "ts": "1709589600.000300",
    "thread_ts": "1709589490.000100",
}
DUMP = {
    "name": "deals",
    "messages": [
        {
            "type": "message",
            "user": "U1",
            "text": "hi <@U2>",
            "ts": "1709589490.000100",
            "slackdump_thread_replies": [REPLY],
        },
        {
            "type": "message",
            "user": "U2",
            "subtype": "channel_join",
            "text": "<@U2> has joined",
            "ts": "1709589700.000100",
        },
        5,
    ],
    "channel_id": "C1",
}
USERS = json.dumps([{"id": "U1", "name": "ann"}, {"id": "U2", "name": "ben"}])


def test_replies_stand_after_the_message_that_they_answer(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log(json.dumps(DUMP), path="C1.json", neighbours={"users.json": USERS})
    assert told(FORMAT, log) == [
        "21:58 ann: hi @ben",
        "22:00 ben: £40k & more",
        "-- @ben has joined",
        "?? not a message: no JSON object",
    ]


def test_a_dump_is_no_day_file_of_an_export(memory_log: Callable[..., MemoryLog]) -> None:
    both = (FORMAT, SLACK)
    assert detect(memory_log(json.dumps(DUMP)).head, among=both)[0] is FORMAT
    assert detect(memory_log(json.dumps(DUMP["messages"])).head, among=both)[0] is SLACK
