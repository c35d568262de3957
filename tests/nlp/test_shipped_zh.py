"""The shipped Chinese pipeline: small, a plain spaCy pipeline, and what it must find, whatever the script."""

import pytest
import spacy
from spacy.language import Language
from tests.conftest import ROOT

from chatmine.nlp.pipeline import load
from chatmine.nlp.routing import Pipeline
from chatmine.nlp.tagging import tag
from chatmine.records import Message

FOLDER = ROOT / "models" / "chat_zh"


@pytest.fixture(scope="module")
def chinese() -> Language:
    return spacy.load(FOLDER)


@pytest.fixture(scope="module")
def both() -> Pipeline:
    return load()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("陆总说不行", ["陆总 PERSON"]),
        ("找王局谈一下", ["王局 PERSON"]),
        ("你问下小刘，网安总队那边多少钱", ["小刘 PERSON", "网安总队 ORG"]),
        ("問下小劉，網安總隊那邊多少錢", ["小劉 PERSON", "網安總隊 ORG"]),
        ("李建国副局长昨天去了公安厅", ["李建国 PERSON", "公安厅 ORG"]),
        ("马来西亚外交部的单子谁跟", ["马来西亚外交部 ORG"]),
        ("张伟和李娜都在华为上班", ["张伟 PERSON", "李娜 PERSON", "华为 ORG"]),
        ("南岭省国家安全厅下周来人", ["南岭省国家安全厅 ORG"]),
        ("工商银行说要担保", ["工商银行 ORG"]),
        ("上海磐恒信息技术有限公司中标了", ["上海磐恒信息技术有限公司 ORG"]),
        ("老板说领导不同意", []),
        ("今天下雨，明天再说吧", []),
    ],
)
def test_it_finds_what_it_must_find(chinese: Language, text: str, names: list[str]) -> None:
    doc = chinese(text)
    assert [f"{ent.text} {ent.label_}" for ent in doc.ents] == names
    assert all(text[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)


def test_a_mixed_log_needs_no_option(both: Pipeline) -> None:
    texts = ["Boss Lu says Chatham House wont pay", "陆总昨天见了王局", "ok", "Boss Lu 今天去公安厅"]
    found = [[mention.name for mention in mentions] for _, mentions in tag([Message("a", "b", t) for t in texts], both)]
    assert found == [["Boss Lu", "Chatham House"], ["陆总", "王局"], [], ["Boss Lu", "公安厅"]]


def test_a_long_message_is_read_to_its_end(chinese: Language) -> None:
    text = "今天天气不错，我们去吃饭吧。" * 200 + "陆总说不行"
    assert [(ent.text, ent.start_char) for ent in chinese(text).ents] == [("陆总", len(text) - 5)]


def test_it_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 15_000_000
