"""`chatmine show`: the dossier of one entity."""

import sys
from typing import Annotated

import typer

from chatmine import outputs
from chatmine.cli import options as o
from chatmine.cli.account import close, say
from chatmine.cli.lists import read_lists, say_ignored
from chatmine.cli.progress import progress
from chatmine.engine import Filters, extract
from chatmine.reading import Options

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whom to look up, by any written form.", show_default=False)]
DossierFormat = Annotated[
    str | None, typer.Option("--format", "-f", metavar="NAME", help="table, md or json; else by -o's suffix.")
]


def show_command(
    name: Name,
    paths: o.Paths = None,
    output_format: DossierFormat = None,
    output: o.Output = None,
    types: o.Types = None,
    speakers: o.Speakers = None,
    conversations: o.Conversations = None,
    since: o.Since = None,
    until: o.Until = None,
    aliases: o.Aliases = None,
    watch: o.Watch = None,
    ignore: o.Ignore = None,
    input_format: o.InputFormat = None,
    encoding: o.EncodingName = None,
    dayfirst: o.DayFirst = None,
    zone: o.Zone = None,
    owner: o.Owner = None,
    keep_duplicates: o.KeepDuplicates = False,
    model: o.Model = "chat",
    currency: o.Currency = "USD",
    problems: o.Problems = None,
    quiet: o.Quiet = False,
) -> None:
    """Print all that the logs hold on one person, organisation or sum, and each mention among its neighbours.

    For example `chatmine show "Chatham House" logs/`, or `chatmine show NATO logs/ -o nato.md`.
    """
    from chatmine.dossier import NEEDS, Context, dossier, find
    from chatmine.nlp.pipeline import load
    from chatmine.outputs.dossiers import writer_of

    write = writer_of(output_format or (outputs.format_of(output) if output and output != "-" else "table"))
    given, context = o.given(paths), Context()
    nlp = load(model, currency=currency)
    lists = read_lists(aliases, watch, ignore, nlp)
    found = extract(
        given,
        nlp,
        options=Options(input_format, encoding, dayfirst, zone, owner, keep_duplicates),
        filters=Filters(since, until, tuple(speakers or ()), tuple(conversations or ())),
        lists=lists,
        needs=NEEDS,
        keep=context.keep,
        progress=progress(quiet=quiet),
    )
    say_ignored(lists)
    of, *others = [
        entity for entity in find(name, found.tally, found.entities) if not types or entity[0] in types
    ] or find(name, found.tally, found.entities)
    for label, other in others:
        say(f"{name!r} is also {other} ({label}); show it by that name, or with --type {label}")
    known = dossier(of, found.tally, found.entities, context)
    if output and output != "-":
        with outputs.replacing(output) as stream:
            write(known, stream)
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
        write(known, sys.stdout)
        sys.stdout.flush()
    close(found.reports, problems, quiet=quiet)
