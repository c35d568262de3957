"""What tests share: a log in memory, a pipeline without training, and the places of samples and outside material."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from chatmine.formats import Parsed, by_name
from chatmine.nlp.component import COMPONENT
from chatmine.reading.decoding import Encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.sources import find_sources

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
# Real logs of other projects, where somebody has them: never part of the project.
FIXTURES = Path(os.environ.get("CHATMINE_FIXTURES", ROOT.parent / "shared" / "fixtures"))

Parse = Callable[..., list[Parsed]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes the expectations of the samples, to be read before they are committed."""
    parser.addoption("--accept", action="store_true", help="write tests/expected from what the formats now read")


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    """Parse text in a format: `parse("irc", text, name="#deals/2024-03-04.log", dayfirst=None)`."""

    def parse(form: str, text: str, name: str = "log.txt", dayfirst: bool | None = None) -> list[Parsed]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        (source,) = find_sources([str(path)])
        return list(by_name(form).parse(OpenedLog(source, Encoding("utf-8"), dayfirst)))

    return parse


@pytest.fixture(scope="session")
def nlp() -> Language:
    """A pipeline that needs no training: a few names by rule, sums by the grammar."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    names = {
        "PERSON": ["Boss Lu", "Jens Stoltenberg", "Stoltenberg", "Ann"],
        "ORG": ["Acme Ltd", "Chatham House", "NATO"],
    }
    ruler.add_patterns([{"label": label, "pattern": name} for label, many in names.items() for name in many])  # type: ignore[attr-defined]
    nlp.add_pipe(COMPONENT)
    return nlp


@pytest.fixture(scope="session")
def model(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of that pipeline, for `--model`."""
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return str(folder)
