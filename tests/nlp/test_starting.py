"""What tagging loads before the first message: no more than it needs."""

import subprocess
import sys
from typing import Any

from tests.conftest import ROOT

from chatmine.nlp.pipeline import Later, load
from chatmine.nlp.routing import Routing

PROGRAM = """
import sys
from chatmine.nlp.import_spacy import import_spacy
import_spacy()
import spacy
assert not {"spacy.cli", "spacy.cli.info", "weasel", "requests"} & sys.modules.keys()
assert not hasattr(spacy, "info")
import spacy.cli
assert spacy.cli.info
import_spacy()
assert "spacy.cli" in sys.modules
"""


def test_spacy_comes_without_its_commands_until_somebody_asks_for_them() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)


def test_the_chinese_pipeline_waits_for_chinese() -> None:
    both = load()
    assert isinstance(both, Routing)
    chinese = both._chinese
    assert isinstance(chinese, Later)
    assert chinese.pipe_names == ["chatmine_tagger"]
    assert [ent.text for ent in both("Boss Lu met Jens Stoltenberg").ents] != []
    assert "_nlp" not in vars(chinese)
    doc = both("找王局谈一下")
    assert [ent.text for ent in doc.ents] == ["王局"]
    assert "_nlp" in vars(chinese)


def test_words_are_remembered_beyond_those_of_spacy() -> None:
    nlp = load(str(ROOT / "models" / "fast"))
    assert not isinstance(nlp, Routing)
    tokenizer: Any = nlp.tokenizer  # of a class without stubs
    assert tokenizer.max_cache_size > 10_000
