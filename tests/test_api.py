"""The public names: there, light, and each does its part of the trip."""

import subprocess
import sys

import pytest
from spacy.language import Language

import chatmine
from chatmine import Message

SAID = [
    Message("deals", "Ann", "has Acme Ltd paid the $15,000? ask Jens Stoltenberg"),
    Message("deals", "Boss Lu", "Stoltenberg says no"),
]


def test_every_public_name_is_there() -> None:
    assert all(getattr(chatmine, name) for name in chatmine.__all__)
    assert set(chatmine.__all__) < set(dir(chatmine))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = chatmine.nothing


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = {"spacy", "pandas", "numpy", "rapidfuzz", "rich"}
    code = f"import sys, chatmine, chatmine.cli; print(*({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == ""


def test_the_trip(nlp: Language) -> None:
    tagged = list(chatmine.tag(SAID, nlp))
    entities = chatmine.resolve(tagged)
    named = [entities.entity(mention) for _, mentions in tagged for mention in mentions]
    assert named == ["Acme Ltd", "USD 15000", "Jens Stoltenberg", "Jens Stoltenberg"]
    frame = chatmine.table("entities", tagged, filters=chatmine.Filters(types=("PERSON",)))
    assert frame[["entity", "mentions", "who"]].values.tolist() == [["Jens Stoltenberg", 2, "Ann | Boss Lu"]]
    apart = chatmine.Rule("keep apart", "PERSON", "Stoltenberg", "Jens Stoltenberg")
    assert chatmine.table("entities", tagged, aliases=[apart])["entity"].tolist()[-1] == "USD 15000"
    assert len(chatmine.table("entities", tagged, aliases=[apart])) == 4


def test_money() -> None:
    assert [found.entity for found in chatmine.money("pay £12k or 5-8万")] == ["GBP 12000", "CNY 50000-80000"]
