"""Nothing is suggested on sound: who reads Chinese says so in a list of their own."""

from tests.marked import conversations

from chatmine.entities import resolve
from chatmine.entities.suggestions import suggest


def test_names_that_only_sound_alike_are_not_suggested() -> None:
    said = [
        "老方: [王植]|PERSON [陆总]|PERSON [查塔姆研究所]|ORG [Wang Zhi]|PERSON",
        "小林: [王質]|PERSON [Boss Lu]|PERSON [Lu Zong]|PERSON [Chatham House]|ORG",
    ]
    assert list(suggest(resolve(conversations(said), []))) == []
