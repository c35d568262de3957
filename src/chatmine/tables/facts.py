"""A settled tally as columns: which group of messages names which entity, and what of that is wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from chatmine.entities import Entities, Evidence
from chatmine.entities.seen import Seen
from chatmine.records import MONEY
from chatmine.tables.columns import Bools, Ints, Objects, Together, ints, numbered, objects
from chatmine.tables.selection import EVERYTHING, Selection
from chatmine.tables.tally import Tally


class Columns:
    """A tally's groups in the order in which they were first seen, and a row for each form that a group has.

    `group` and `form` say of each row where it is in the columns of groups and in the sorted `forms`.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally, groups, keys = tally, tally.groups, list(tally.groups.numbers)
        sizes = np.fromiter(map(len, keys), np.int64, len(keys))
        numbers = np.fromiter(chain.from_iterable(keys), np.int64, int(sizes.sum()))
        begins = np.cumsum(sizes) - sizes
        self.rows = np.argsort(ints(groups.orders), kind="stable")  # where each group is in the tally
        self.situation = numbers[begins][self.rows]
        self.count = ints(groups.counts)[self.rows]
        self.first, self.last = ints(groups.firsts)[self.rows], ints(groups.lasts)[self.rows]
        self.forms, self.form_numbers = numbered(tally.forms)
        form = self.form_numbers[np.delete(numbers, begins)]
        group = np.repeat(np.argsort(self.rows), sizes - 1)
        in_order = np.lexsort((form, group))
        self.group, self.form = group[in_order], form[in_order]
        self._situations()

    def _situations(self) -> None:
        """Who speaks where, among whom and when, as columns of the situations."""
        situations = self.tally.situations
        self.conversations, self.where = _named(where for where, *_ in situations)
        speakers = [who for _, who, *_ in situations]
        self.partnered = ints([len(partners) for _, _, partners, _ in situations])  # how many partners each has
        self.people, people = _named([*speakers, *chain.from_iterable(partners for _, _, partners, _ in situations)])
        self.who, self.partners = people[: len(speakers)], people[len(speakers) :]
        self.periods, self.when = _named(period for *_, period in situations)
        self.names, self.name_of = _named(name for _, name, _ in self.forms)

    @cached_property
    def texts(self) -> Objects:
        """The first message of each group."""
        return objects(self.tally.groups.texts)[self.rows]

    def sources(self, groups: Ints, forms: Ints) -> Objects:
        """Where these forms stand in the first messages of these groups."""
        rows, lined, codes = self.rows[groups], self.tally.groups.lined, np.argsort(self.form_numbers)[forms]
        cells = objects(self.tally.groups.sources)[rows]
        for place in np.flatnonzero(np.isin(rows, ints(list(lined)))).tolist():
            cells[place] = lined[int(rows[place])][int(codes[place])]
        return cells


def _named(values: Iterable[str]) -> tuple[Objects, Ints]:
    names, numbers = numbered(values)
    return objects(names), numbers


def evidence_of(tally: Tally) -> Evidence:
    """What entities are settled from: every form of every conversation, and who takes part."""
    columns, evidence = tally.columns(), Evidence()
    evidence.merge(tally.evidence)
    _add_voices(evidence, columns)
    where = columns.where[columns.situation[columns.group]]
    both = Together(where, columns.form)
    group, form, where = both.min(columns.group), both.first(columns.form), both.first(where)
    counts, orders = both.sum(columns.count[columns.group]), ints(tally.groups.orders)[columns.rows[group]]
    cells = [objects(columns.forms)[form], counts, orders, columns.texts[group], columns.sources(group, form)]
    in_order = np.lexsort((group, where))  # those of each conversation, the first seen first
    cells = [cell[in_order].tolist() for cell in cells]
    ends = np.searchsorted(where, np.arange(len(columns.conversations)), "right").tolist()
    for name, start, end in zip(columns.conversations, [0, *ends], ends, strict=False):
        forms, *seen = (cell[start:end] for cell in cells)
        evidence.conversations[name].forms = dict(zip(forms, map(Seen, *seen), strict=True))
    return evidence


def _add_voices(evidence: Evidence, columns: Columns) -> None:
    where, who = columns.where[columns.situation], columns.who[columns.situation]
    voices = Together(where, who)
    for place, speaker, messages in zip(
        voices.first(where).tolist(), voices.first(who).tolist(), voices.sum(columns.count).tolist(), strict=True
    ):
        participants = evidence.conversations[columns.conversations[place]].participants
        if (name := columns.people[speaker]) in participants:
            participants[name] += messages


@dataclass
class Facts:
    """The tally with its entities settled, and what of it is wanted.

    The columns `group`, `form`, `entity`, `name`, `who`, `mentions` and `messages` have a row for each form in a group
    of like messages, in the order in which these were first seen. A message that has two forms of an entity counts in
    the first of them. `entities` are names and labels; numbers of entities and people are in the order of their names.
    """

    tally: Tally
    settled: Entities
    selection: Selection = EVERYTHING

    def __post_init__(self) -> None:
        self.columns = columns = self.tally.columns()
        self._settle()
        self.wanted = self.chosen(self.selection)
        wanted = self.wanted[self.entity_of]
        self.group, self.form, self.entity = columns.group[wanted], columns.form[wanted], self.entity_of[wanted]
        self.situation = columns.situation[self.group]
        self.who = columns.who[self.situation]
        self.name = columns.name_of[self.form]
        self.mentions = columns.count[self.group]
        self.messages = self.mentions * Together(self.group, self.entity).begins

    def _settle(self) -> None:
        """Find the entity of each form in each conversation."""
        columns, places = self.columns, self.columns.where[self.columns.situation[self.columns.group]]
        forms = Together(places, columns.form)
        where, form = forms.first(places), forms.first(columns.form)
        names = [
            (self.settled.name(columns.conversations[place], columns.forms[number]), columns.forms[number][0])
            for place, number in zip(where.tolist(), form.tolist(), strict=True)
        ]
        self.entities, numbers = numbered(names)
        self.entity_of = numbers[forms.of]  # for each row of the columns
        self._pairs, self._numbers = where * len(columns.forms) + form, numbers
        self.names, self.labels = (objects([names[part] for names in self.entities]) for part in (0, 1))

    def entity_in(self, where: Ints, forms: Ints) -> Ints:
        """The entities of forms in conversations."""
        return self._numbers[np.searchsorted(self._pairs, where * len(self.columns.forms) + forms)]

    def with_partners(self) -> tuple[Ints, Ints]:
        """Each row once for each partner that heard it: the number of the row, and the partner."""
        columns = self.columns
        heard, starts = columns.partnered[self.situation], np.cumsum(columns.partnered) - columns.partnered
        row = np.repeat(np.arange(len(heard)), heard)
        turn = np.arange(len(row)) - np.repeat(np.cumsum(heard) - heard, heard)
        return row, columns.partners[starts[self.situation][row] + turn]

    def chosen(self, selection: Selection) -> Bools:
        """For each entity whether a selection picks it."""
        columns = self.columns
        if selection == EVERYTHING:
            return np.ones(len(self.entities), bool)
        totals = np.bincount(self.entity_of, columns.count[columns.group], len(self.entities))
        of_type = np.array([selection.of_type(label) for _, label in self.entities], bool)
        wanted: Bools = (totals >= selection.min_mentions) & of_type
        if selection.entities:
            wanted &= self._named(selection)
        return wanted

    def _named(self, selection: Selection) -> Bools:
        """For each entity whether it was asked for, by its name or one of its written forms."""
        asked = np.array([selection.named([name]) for name, _ in self.entities], bool)
        forms = np.array([selection.named([name]) for _, name, _ in self.columns.forms], bool)
        asked[self.entity_of[forms[self.columns.form]]] = True
        return asked

    @cached_property
    def watched(self) -> frozenset[tuple[str, str]]:
        """The entities, as label and name, that the user's watch list has."""
        listed = np.array([bool(form[2]) and form[0] != MONEY for form in self.columns.forms], bool)
        found = np.unique(self.entity_of[listed[self.columns.form]]).tolist()
        return frozenset(self.entities[number][::-1] for number in found)
