"""The user's lists, read before any work is done; a row that cannot be used is named and the others work."""

from chatmine.cli.account import counted
from chatmine.cli.faults import say
from chatmine.engine import Lists
from chatmine.entities.aliases import read_aliases
from chatmine.entities.ignore import read_ignore


def read_lists(aliases: str | None, watch: str | None, ignore: str | None) -> Lists:
    """What the files say.

    Raises:
        UsageError: one of them cannot be read.
    """
    lists, problems = Lists(), list[str]()
    if aliases:
        lists.aliases, found = read_aliases(aliases)
        problems += found
    if ignore:
        lists.ignore, found = read_ignore(ignore)
        problems += found
    if watch:
        from chatmine.nlp.watch import read_watch

        lists.watch, found = read_watch(watch)
        problems += found
    for problem in problems:
        say(problem)
    return lists


def say_ignored(lists: Lists) -> None:
    """How much the list of names to ignore removed, and by which rows most."""
    if lists.ignore:
        removed = lists.ignore.removed
        most = "; ".join(f"{row} {count}" for row, count in removed.most_common(5))
        say(f"ignored {counted(removed.total(), 'mention')}" + (f" ({most})" if most else ""))
