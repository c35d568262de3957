"""`chatmine extract`: who discussed what."""

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.lists import read_lists, say_ignored
from chatmine.cli.output import Destination
from chatmine.cli.progress import Progress
from chatmine.cli.provenance import made_from, made_with
from chatmine.engine import Filters, extract
from chatmine.nlp.workers import Recipe, tagging
from chatmine.outputs import Style, Table
from chatmine.reading import Options
from chatmine.tables import Shape, kind_of
from chatmine.tables.periods import known


def extract_command(
    paths: o.Paths = None,
    table: o.TableName = "who-what",
    output_format: o.OutputFormat = None,
    output: o.Output = None,
    types: o.Types = None,
    speakers: o.Speakers = None,
    conversations: o.Conversations = None,
    entities: o.Entities = None,
    since: o.Since = None,
    until: o.Until = None,
    min_mentions: o.MinMentions = 1,
    period: o.Period = "month",
    columns: o.Columns = None,
    sort: o.Sort = None,
    limit: o.Limit = None,
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
    """Print who discussed which people, organisations and sums of money: a table on a terminal, CSV in a pipe.

    For example `chatmine extract logs/`, or `chatmine extract logs/ leak.zip -o who-what.csv --excel`, or
    `chatmine extract chat.txt -t entities --type ORG | head`.
    """
    pipeline = o.pipeline(model, lang)
    kind, period = kind_of(table).marked() if watch else kind_of(table), known(period)
    destination = Destination(output, output_format, Style(raw, excel))
    filters = Filters(
        since, until, tuple(speakers or ()), tuple(conversations or ()), tuple(types or ()), tuple(entities or ()),
        min_mentions,
    )  # fmt: skip
    given, shape = o.given(paths, output, problems), Shape(kind, o.names(columns), o.names(sort), limit)
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
        needs=kind.needs,
        period=period,
        progress=Progress(quiet=quiet),
    )
    frame = shape.of(found.table(table, filters.selection, marked=bool(watch)))
    recorded = filters.recorded(aliases=aliases, watch=watch, ignore=ignore, limit=limit)
    about = made_with(options, recorded, model=pipeline, currency=currency)
    rows = frame.itertuples(index=False, name=None)
    destination.write(Table(table, tuple(frame.columns), rows, about, lambda: made_from(found.reports, pipeline)))
    say_ignored(lists)
    close(found.reports, problems, quiet=quiet)
