"""`chatmine aliases`: which written forms were taken for one name, which may be, and why."""

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.lists import read_lists, say_ignored
from chatmine.cli.output import Destination
from chatmine.cli.progress import Progress
from chatmine.cli.provenance import made_from, made_with
from chatmine.engine import Filters, extract
from chatmine.entities.aliases import COLUMNS, alias_rows
from chatmine.nlp.workers import Recipe, tagging
from chatmine.outputs import Style, Table
from chatmine.reading import Options


def aliases_command(
    paths: o.Paths = None,
    output_format: o.OutputFormat = None,
    output: o.Output = None,
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
    raw: o.Raw = False,
    excel: o.Excel = False,
    quiet: o.Quiet = False,
    caps: o.Caps = None,
    debug: o.Debug = False,
) -> None:
    """Print the merges that were made and those that are suggested, with the reason and an example of each.

    Edit the list in a spreadsheet and hand it back with --aliases: the action `merge` makes the name that entity,
    everywhere or where the row says; `keep apart` never merges them; `suggest` does nothing. To rename an entity, add
    a row with its name and, as the entity, its new name.

    For example `chatmine aliases logs/ -o names.csv`, and then `chatmine extract logs/ --aliases names.csv`.
    """
    pipeline = o.pipeline(model, lang)
    destination = Destination(output, output_format, Style(raw, excel))
    filters = Filters(since, until, tuple(speakers or ()), tuple(conversations or ()))
    given = o.given(paths, output, problems)
    lists = read_lists(aliases, watch, ignore)
    options = Options(
        input_format, encoding, dayfirst, zone, owner, keep_duplicates, o.limits(caps), o.files(output, problems)
    )
    found = extract(
        given,
        tagging(Recipe(pipeline, currency, lists.watch), jobs, dask),
        options=options,
        filters=filters,
        lists=lists,
        needs=frozenset(),
        progress=Progress(quiet=quiet),
    )
    about = made_with(options, filters.recorded(aliases=aliases, watch=watch, ignore=ignore), model=pipeline)
    rows = alias_rows(found.entities)
    destination.write(Table("aliases", COLUMNS, rows, about, lambda: made_from(found.reports, pipeline)))
    say_ignored(lists)
    close(found.reports, problems, quiet=quiet)
