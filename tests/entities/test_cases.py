"""Which names are one and which are not: small conversations with their entities, and a reason for every merge."""

import re
from pathlib import Path

import pytest
from tests.marked import conversations, sections

from chatmine.entities import Rule, resolve

CASES = [
    (file.stem, title, lines)
    for file in sorted((Path(__file__).parent / "cases").glob("*.txt"))
    for title, lines in sections(file.read_text("utf-8"))
]


def rules(lines: list[str]) -> list[Rule]:
    rows = [line[2:].split(",") for line in lines if line.startswith("! ")]
    return [
        Rule(action, label, name, entity, "".join(where), number)
        for number, (action, label, name, entity, *where) in enumerate(rows, 2)
    ]


def expected(lines: list[str]) -> dict[tuple[str, str, str], str]:
    """For each label, entity and written form a part of the reason, empty where it gives the entity its name."""
    found = {}
    for line in lines:
        if line.startswith("= "):
            label, entity, forms = re.fullmatch(r"= (\w+) (.+?): (.+)", line).groups()  # type: ignore[union-attr]
            for form in forms.split(" | "):
                name, reason = re.fullmatch(r"(.+?)(?: \((?!FO\)|London)(.+)\))?", form).groups()  # type: ignore[union-attr]
                found[label, entity, name] = reason or ""
    return found


@pytest.mark.parametrize(
    ("lines",), [(lines,) for *_, lines in CASES], ids=[f"{file}: {title}" for file, title, _ in CASES]
)
def test_entities_of_a_conversation(lines: list[str]) -> None:
    said = [line for line in lines if line and line[:2] not in {"= ", "! "}]
    tagged = conversations(said)
    entities = resolve(tagged, rules(lines))
    wanted = expected(lines)
    variants = list(entities.variants())
    assert {(each.label, each.entity, each.name) for each in variants} == set(wanted)
    for each in variants:
        reason = wanted[each.label, each.entity, each.name]
        assert reason in each.reason
        assert bool(reason) == bool(each.reason), each
    assert sum(each.seen.count for each in variants) == sum(len(mentions) for _, mentions in tagged)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 40
