"""Names that come from the user's watch list."""

from dataclasses import replace

from tests.marked import conversations

from chatmine.entities import resolve


def entities(*names: tuple[str, str]) -> dict[str, str]:
    """The entity of each written name, which is listed under the second, or not at all."""
    line = "Ann: " + ", ".join(f"[{name}]|ORG" for name, _ in names)
    ((message, mentions),) = conversations([line])
    marked = [replace(said, listed=listed) for said, (_, listed) in zip(mentions, names, strict=True)]
    found = resolve([(message, marked)])
    return {said.name: found.entity(said) for said in marked}


def test_the_list_gives_the_name() -> None:
    assert entities(("hf capital", "Harbour Fund"), ("HARBOUR FUND LTD", "")) == {
        "hf capital": "Harbour Fund",
        "HARBOUR FUND LTD": "Harbour Fund",
    }


def test_two_rows_of_the_list_are_two_entities() -> None:
    assert entities(("acme ltd", "Acme Ltd"), ("ACME GMBH", "Acme GmbH")) == {
        "acme ltd": "Acme Ltd",
        "ACME GMBH": "Acme GmbH",
    }
