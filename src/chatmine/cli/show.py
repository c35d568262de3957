"""`chatmine show`: the dossier of one entity."""

from typing import Annotated

import typer

from chatmine import outputs
from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.faults import say
from chatmine.cli.lists import read_lists, say_ignored
from chatmine.cli.output import opened
from chatmine.cli.progress import Progress
from chatmine.cli.provenance import made_from, made_with
from chatmine.engine import Filters, extract
from chatmine.nlp.workers import Recipe, tagging
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
    model: o.Model = None,
    lang: o.Language = None,
    currency: o.Currency = "USD",
    jobs: o.Jobs = None,
    dask: o.Dask = None,
    problems: o.Problems = None,
    quiet: o.Quiet = False,
    caps: o.Caps = None,
    debug: o.Debug = False,
) -> None:
    """Print all that the logs hold on one person, organisation or sum, and each mention among its neighbours.

    For example `chatmine show "Chatham House" logs/`, or `chatmine show NATO logs/ -o nato.md`.
    """
    from chatmine.dossier import NEEDS, Context, dossier, find
    from chatmine.outputs.dossiers import writer_of
    from chatmine.tables.facts import Facts

    pipeline = o.pipeline(model, lang)
    write = writer_of(output_format or (outputs.format_of(output) if output and output != "-" else "table"))
    given, context = o.given(paths, output, problems), Context()
    lists = read_lists(aliases, watch, ignore)
    options = Options(
        input_format, encoding, dayfirst, zone, owner, keep_duplicates, o.limits(caps), o.files(output, problems)
    )
    filters = Filters(since, until, tuple(speakers or ()), tuple(conversations or ()))
    found = extract(
        given,
        tagging(Recipe(pipeline, currency, lists.watch), jobs, dask),
        options=options,
        filters=filters,
        lists=lists,
        needs=NEEDS,
        keep=context.keep,
        progress=Progress(quiet=quiet),
    )
    say_ignored(lists)
    facts = Facts(found.tally, found.entities)
    goes_by = find(name, facts)
    of, *others = [entity for entity in goes_by if not types or entity[0] in types] or goes_by
    for label, other in others:
        say(f"{name!r} is also {other} ({label}); show it by that name, or with --type {label}")
    known = dossier(of, facts, context)
    recorded = filters.recorded(aliases=aliases, watch=watch, ignore=ignore)
    about = made_with(options, recorded, model=pipeline, currency=currency) | made_from(found.reports, pipeline)
    with opened(output) as stream:
        write(known, stream, about)
    close(found.reports, problems, quiet=quiet)
