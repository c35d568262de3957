"""Every table but those with a row for each mention, counted from a settled tally."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from chatmine.entities import Entities
from chatmine.records import MONEY
from chatmine.tables import WATCHED, kind_of
from chatmine.tables.columns import Ints, Objects, Together, moments, numbered, objects
from chatmine.tables.facts import Columns, Facts
from chatmine.tables.rows import excerpt, mentions, money, on_one_line
from chatmine.tables.selection import EVERYTHING, Selection
from chatmine.tables.tally import Tally

_TOP = 3
_MOST_PAIRED = 100  # entities of one message that are paired: a pasted list of ten thousand names is no conversation
_KINDS = {"people": "PERSON", "organisations": "ORG", "sums": "MONEY"}
Cells = dict[str, Any]


def count(
    name: str, tally: Tally, entities: Entities, selection: Selection = EVERYTHING, *, marked: bool = False
) -> pd.DataFrame:
    """The rows of the table `name`, in an order that depends on nothing but what they say.

    Where `marked` is true a last column, `watched`, says `yes` of the entities on the user's watch list.

    Raises:
        UsageError: there is no such table; the text lists those there are.
    """
    kind, facts = kind_of(name), Facts(tally, entities, selection)
    cells = _COUNT[name](facts)
    if marked and WATCHED in (kind := kind.marked()).columns:
        sides = (("type", "entity"),) if "entity" in cells else (("a_type", "a"), ("b_type", "b"))
        names = [zip(cells[label], cells[entity], strict=True) for label, entity in sides]
        cells[WATCHED] = ["yes" if facts.watched & {*row} else "" for row in zip(*names, strict=True)]
    # As they are: a copy of a million rows would be as large as all that was collected.
    return pd.DataFrame({column: cells[column] for column in kind.columns}, copy=False)


def who_what(facts: Facts) -> Cells:
    """A row is a speaker and an entity, the most mentioned first."""
    rows = Together(facts.who, facts.entity)
    who, entity, names = rows.first(facts.who), rows.first(facts.entity), facts.columns.names[rows.first(facts.name)]
    texts = facts.columns.texts[rows.first(facts.group)].tolist()
    cells = _about(rows, facts)
    cells["speaker"] = facts.columns.people[who]
    cells["with"] = _partners(rows, facts)
    cells["example"] = objects([on_one_line(excerpt(text, name)) for text, name in zip(texts, names, strict=True)])
    return _ranked(cells, -cells["mentions"], entity, who)


def entities_table(facts: Facts) -> Cells:
    """A row is an entity, the most mentioned first; `who` lists its speakers, those who mention it most first."""
    rows = Together(facts.entity)
    cells = _about(rows, facts)
    cells["speakers"] = rows.distinct(facts.who)
    cells["who"] = rows.joined(facts.who, facts.columns.people, facts.mentions)
    return _ranked(cells, -cells["mentions"], rows.first(facts.entity))


def _about(rows: Together, facts: Facts) -> Cells:
    """What every row about an entity says: counts, the span of time, and where it stands for the first time."""
    return {
        **_entity(rows, facts),
        **_seen(rows, facts.columns, facts.group),
        "mentions": rows.sum(facts.mentions),
        "messages": rows.sum(facts.messages),
        "names": rows.joined(facts.name, facts.columns.names, facts.mentions),
        "source": facts.columns.sources(rows.first(facts.group), rows.first(facts.form)),
    }


def _entity(rows: Together, facts: Facts) -> Cells:
    entity = rows.first(facts.entity)
    return {"entity": facts.names[entity], "type": facts.labels[entity]}


def _seen(rows: Together, columns: Columns, group: Ints) -> Cells:
    """In how many conversations, and when for the first and the last time."""
    return {
        "conversations": rows.distinct(columns.where[columns.situation[group]]),
        "first": moments(rows.min(columns.first[group])),
        "last": moments(rows.max(columns.last[group])),
    }


def speakers(facts: Facts) -> Cells:
    """A row is a speaker, those who wrote most first, with how many different people, bodies and sums they name."""
    columns = facts.columns
    every = np.arange(len(columns.count))
    all_who = columns.who[columns.situation]
    rows = Together(all_who)
    who, named, found = rows.first(all_who), Together(facts.who), Together(facts.who, facts.entity)
    cells = {"speaker": columns.people[who], "messages": rows.sum(columns.count), **_seen(rows, columns, every)}
    labels, voices = facts.labels[found.first(facts.entity)], found.first(facts.who)
    for column, label in _KINDS.items():
        cells[column] = np.bincount(voices[labels == label], minlength=len(columns.people))[who]
    top = np.full(len(columns.people), "", object)
    top[named.first(facts.who)] = named.joined(facts.entity, facts.names, facts.mentions, _TOP)
    return _ranked({**cells, "top": top[who]}, -cells["messages"], who)


def pairs(facts: Facts) -> Cells:
    """A row is two entities that are named in one message, those most often together first; a sum is always `b`.

    Of a message that names more than a hundred, the first hundred by name are paired.
    """
    columns = facts.columns
    a, b, group = _paired(facts)
    rows, messages = Together(a, b), columns.count[group]
    first = rows.min(group)
    cells = _seen(rows, columns, group)
    cells["messages"] = rows.sum(messages)
    cells["who"] = rows.joined(columns.who[columns.situation[group]], columns.people, messages)
    for side, entity in {"a": rows.first(a), "b": rows.first(b)}.items():
        cells[side], cells[f"{side}_type"] = facts.names[entity], facts.labels[entity]
    cells["example"] = objects([on_one_line(excerpt(text)) for text in columns.texts[first].tolist()])
    cells["source"] = objects(columns.tally.groups.sources)[columns.rows[first]]
    return _ranked(cells, -cells["messages"], *_by_name(facts, rows.first(a), rows.first(b)))


def _by_name(facts: Facts, *entities: Ints) -> list[Ints]:
    """What two columns of entities are sorted by: their names, and only then their types."""
    keys = [numbered(facts.names)[1], numbered(facts.labels)[1]]
    return [key[entity] for key in keys for entity in entities]


def _paired(facts: Facts) -> tuple[Ints, Ints, Ints]:
    """Every two entities of each group, in the order of their names, sums behind; one of the two must be wanted."""
    known = facts.chosen(replace(facts.selection, entities=()))[facts.entity_of]
    behind = np.where(facts.labels == MONEY, len(facts.names), 0)
    group, entity = facts.columns.group[known], facts.entity_of[known]
    named = Together(group, behind[entity] + entity)
    group, entity = named.first(group), named.first(entity)
    sizes = np.bincount(group)
    starts, found = np.cumsum(sizes) - sizes, [np.empty((3, 0), np.int64)]
    for size in np.unique(sizes[sizes > 1]).tolist():
        groups = np.flatnonzero(sizes == size)
        lists = entity[starts[groups][:, None] + np.arange(min(size, _MOST_PAIRED))]
        left, right = np.triu_indices(lists.shape[1], 1)
        found.append(np.stack([lists[:, left].ravel(), lists[:, right].ravel(), np.repeat(groups, len(left))]))
    a, b, group = np.concatenate(found, axis=1)
    wanted = facts.wanted[a] | facts.wanted[b]
    return a[wanted], b[wanted], group[wanted]


def who_with_whom(facts: Facts) -> Cells:
    """A row is a speaker, a partner in the exchange and an entity that the speaker named there."""
    row, partner = facts.with_partners()
    who, entity, group = facts.who[row], facts.entity[row], facts.group[row]
    rows = Together(who, partner, entity)
    who, partner, entity = rows.first(who), rows.first(partner), rows.first(entity)
    cells: Cells = {
        "speaker": facts.columns.people[who],
        "partner": facts.columns.people[partner],
        "entity": facts.names[entity],
        "type": facts.labels[entity],
        "mentions": rows.sum(facts.mentions[row]),
        "first": moments(rows.min(facts.columns.first[group])),
        "last": moments(rows.max(facts.columns.last[group])),
        "source": facts.columns.sources(rows.first(group), rows.first(facts.form[row])),
    }
    return _ranked(cells, -cells["mentions"], entity, who, partner)


def _partners(rows: Together, facts: Facts) -> Objects:
    """For each group of rows of the facts the partners who heard it."""
    row, partner = facts.with_partners()
    heard, cells = Together(rows.of[row]), np.full(len(rows), "", object)
    cells[heard.first(rows.of[row])] = heard.joined(partner, facts.columns.people)
    return cells


def timeline(facts: Facts) -> Cells:
    """A row is a period and an entity that is mentioned in it; the undated ones come first."""
    when = facts.columns.when[facts.situation]
    rows = Together(when, facts.entity)
    period = rows.first(when)
    cells: Cells = {
        **_entity(rows, facts),
        "period": facts.columns.periods[period],
        "mentions": rows.sum(facts.mentions),
        "speakers": rows.distinct(facts.who),
    }
    return _ranked(cells, period, -cells["mentions"], rows.first(facts.entity))


def _ranked(cells: Cells, *by: Ints) -> Cells:
    """Rows sorted by these numbers, so that the same input always gives the same bytes."""
    order = np.lexsort(by[::-1])
    return {name: column[order] for name, column in cells.items()}


_COUNT: dict[str, Callable[[Facts], Cells]] = {
    "who-what": who_what,
    "entities": entities_table,
    "speakers": speakers,
    "mentions": mentions,
    "money": money,
    "pairs": pairs,
    "who-with-whom": who_with_whom,
    "timeline": timeline,
}
