"""Microsoft Teams: HTML bodies, names beside the messages, the same in PascalCase and camelCase."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.teams_json import FORMAT

ANN = {"User": {"Id": "1", "DisplayName": "Ann"}, "Application": None}
QUOTE = '<blockquote itemtype="http://schema.skype.com/Reply" itemid="9"><p>not mine</p></blockquote><p>mine</p>'
REFERENCE = {"Id": "9", "ContentType": "messageReference", "Content": "{}"}


TWO = '<at id="0">King</at>&nbsp;<at id="1">Hamlet</at>&nbsp;<at id="2">Yorick</at> hi'
FORWARDED = {
    "Id": "9",
    "ContentType": "forwardedMessageReference",
    "Content": json.dumps({"originalMessageContent": "<p>not mine</p>"}),
}


def mention(number: int, user: str) -> dict[str, object]:
    return {"Id": number, "MentionText": "x", "Mentioned": {"User": {"Id": user}}}


def entry(html: str, **fields: object) -> dict[str, object]:
    base = {"Id": "7", "CreatedDateTime": "2024-03-04T21:58:10.5+00:00", "MessageType": "message", "From": ANN}
    return {**base, "Body": {"ContentType": "html", "Content": html}, **fields}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("<p>pay&nbsp;Acme</p>\n<p>40k &amp; more</p>"), "21:58 Ann: pay Acme\n40k & more"),
        (entry('<at id="0">Ben</at> see<br>this'), "21:58 Ann: @Ben see\nthis"),
        (entry('<p>ok<emoji id="x" alt="🐝"></emoji></p>'), "21:58 Ann: ok🐝"),
        (entry("<p>body</p>", Subject="Title", ChannelIdentity={"ChannelId": "1"}), "21:58 Ann: Title\nbody"),
        (entry("<p>body</p>", Subject="Title", ChatId="19:x"), "21:58 Ann: body"),
        (
            entry(TWO, Mentions=[mention(0, "7"), mention(1, "7"), mention(2, "8")]),
            "21:58 Ann: @King Hamlet @Yorick hi",
        ),
        (entry('<attachment id="9"></attachment>', Attachments=[FORWARDED]), "21:58 Ann (forward): not mine"),
        (entry('<p>see</p><attachment id="9"></attachment>', Attachments=[FORWARDED]), "21:58 Ann: see"),
        (entry("a < b", Body={"ContentType": "text", "Content": "a < b"}), "21:58 Ann: a < b"),
        (entry(QUOTE), "21:58 Ann: mine"),
        (entry('<attachment id="9"></attachment><p>yes</p>', Attachments=[REFERENCE]), "21:58 Ann: yes"),
        (entry("", Attachments=[{"ContentType": "reference"}]), "21:58 Ann (media):"),
        (entry("gone", DeletedDateTime="2024-03-04T22:00:00Z"), "21:58 Ann (deleted):"),
        (entry("<systemEventMessage/>", MessageType="unknownFutureValue", From=None), "-- unknownFutureValue"),
        (entry("hi", From={"Application": {"DisplayName": "Bell"}}), "21:58 Bell: hi"),
        (entry("hi", From={"User": {"Id": "5"}}), "21:58 (unknown) 5: hi"),
        (entry("hi", From=None), "21:58 (unknown): hi"),
        ({"Id": "1", "MessageType": "message"}, "?? not a message: no body"),
    ],
)
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, memory_log(json.dumps([said]))) == [expected]


def test_names_come_from_the_files_around(memory_log: Callable[..., MemoryLog]) -> None:
    one, two = "28cc9dbd-07ba-458c-9cf7-c95745618966", "fa90a9e8-97f3-4da9-8025-6947b0108f08"
    sender = {"User": {"Id": two, "DisplayName": None}}
    said = entry("hi", From=sender, ChannelIdentity={"ChannelId": "19:x", "TeamId": "t"})
    direct = entry("hi", From=sender, ChatId=f"19:{one}_{two}@unq.gbl.spaces")
    around = {
        "../../users/usersList.json": [{"Id": one, "DisplayName": "Ann", "UserPrincipalName": "a@a.example"}],
        "teamMembers_t.json": [{"Name": "Ben", "UserId": two, "UserName": "b@a.example"}],
        "channels_t.json": [{"Id": "19:x", "DisplayName": "Deals", "MembershipType": "standard"}],
        "../teamsList.json": [{"Name": "Yard", "GroupsId": "t", "Privacy": "Public"}],
    }
    beside = {name: json.dumps(entries) for name, entries in around.items()}
    log = memory_log(json.dumps([said, direct]), path="teams/t/messages_t.json", neighbours=beside)
    found = [(message.speaker, message.conversation) for message in messages(FORMAT, log)]
    assert found == [("Ben", "Yard / Deals"), ("Ben", "Ann, Ben")]
    for text in beside.values():
        assert FORMAT.sniff(memory_log(text).head) >= 0.6
        assert told(FORMAT, memory_log(text)) == ["-- a name for the other files"]


def test_the_api_answers_in_camel_case(memory_log: Callable[..., MemoryLog]) -> None:
    said = {"id": "7", "messageType": "message", "createdDateTime": "2024-03-04T21:58:10Z", "replyToId": "3"}
    body = {"body": {"contentType": "html", "content": "<p>hi</p>"}, "from": {"user": {"displayName": "Ann"}}}
    log = memory_log(json.dumps({"@odata.context": "x", "value": [{**said, **body, "chatId": "19:c"}]}))
    (message,) = messages(FORMAT, log)
    assert FORMAT.sniff(log.head) > 0.9
    assert (message.speaker, message.text, message.reply_to, message.conversation) == ("Ann", "hi", "3", "19:c")
