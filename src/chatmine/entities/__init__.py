"""Entities: which mentions name the same thing, and what it is called. `settling` says by which rules."""

from collections.abc import Iterable, Sequence

from chatmine.entities.evidence import Evidence
from chatmine.entities.keys import form_of
from chatmine.entities.rules import Rule, Rules
from chatmine.entities.settling import Entities, Variant
from chatmine.records import Mention, Message

__all__ = ["Entities", "Evidence", "Rule", "Rules", "Variant", "resolve"]


def resolve(tagged: Iterable[tuple[Message, Sequence[Mention]]], rules: Iterable[Rule] = ()) -> Entities:
    """The entities in messages and the mentions in them, as `tag` yields them.

    >>> message = Message("deals", "Ann", "Jens Stoltenberg? yes, stoltenberg")
    >>> names = {0: "Jens Stoltenberg", 23: "stoltenberg"}
    >>> said = [Mention(message, "PERSON", at, at + len(name), name) for at, name in names.items()]
    >>> entities = resolve([(message, said)])
    >>> [entities.entity(mention) for mention in said]
    ['Jens Stoltenberg', 'Jens Stoltenberg']
    """
    evidence = Evidence()
    for order, (message, mentions) in enumerate(tagged):
        evidence.heard(message)
        evidence.add(message, mentions, list(map(form_of, mentions)), order)
    return Entities(evidence, Rules.of(rules))
