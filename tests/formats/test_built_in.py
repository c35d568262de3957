"""The table of built-in formats says of each what its module says, and keeps from it only what it would refuse."""

import subprocess
import sys
from importlib import import_module

import pytest
from tests.conftest import SAMPLES

from chatmine.formats import BUILT_IN, Head, formats
from chatmine.formats.built_in import IN_JSON, IN_MARKUP
from chatmine.reading.decoding import SAMPLE

HEADS = [
    Head(str(path), path.read_text("utf-8", "replace")[:SAMPLE])
    for path in sorted(SAMPLES.rglob("*"))
    if path.is_file() and path.suffix not in {".zip", ".gz"}
]


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_table_says_what_the_module_says(name: str) -> None:
    known = import_module(f"chatmine.formats.{name}").FORMAT
    assert (known.name, known.about) == (name, BUILT_IN[name])


@pytest.mark.parametrize("known", [known for known in formats() if known.name in IN_JSON | IN_MARKUP], ids=str)
def test_a_format_refuses_what_it_is_not_shown(known: object) -> None:
    name = known.name  # type: ignore[attr-defined]
    own = import_module(f"chatmine.formats.{name}").FORMAT
    assert {head.path: own.sniff(head) for head in HEADS} == {head.path: known.sniff(head) for head in HEADS}  # type: ignore[attr-defined]


def test_a_text_is_told_without_importing_the_formats_that_are_never_text() -> None:
    program = (
        "import sys; from chatmine.formats import Head, detect;"
        "assert detect(Head('a.log', '[10:00] <ann> hi\\n[10:01] <bob> ho\\n'))[0].name == 'irc';"
        "print([name for name in ('telegram_json', 'telegram_html') if f'chatmine.formats.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
