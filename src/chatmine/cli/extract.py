"""`chatmine extract`: who discussed what."""

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.lists import read_lists, say_ignored
from chatmine.cli.output import Destination
from chatmine.cli.progress import progress
from chatmine.engine import Filters, extract
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
    model: o.Model = "chat",
    currency: o.Currency = "USD",
    problems: o.Problems = None,
    raw: o.Raw = False,
    excel: o.Excel = False,
    quiet: o.Quiet = False,
) -> None:
    """Print who discussed which people, organisations and sums of money: a table on a terminal, CSV in a pipe.

    For example `chatmine extract logs/`, or `chatmine extract logs/ leak.zip -o who-what.csv --excel`, or
    `chatmine extract chat.txt -t entities --type ORG | head`.
    """
    from chatmine import __version__
    from chatmine.nlp.pipeline import load

    kind, period = kind_of(table).marked() if watch else kind_of(table), known(period)
    destination = Destination(output, output_format, Style(raw, excel))
    filters = Filters(
        since, until, tuple(speakers or ()), tuple(conversations or ()), tuple(types or ()), tuple(entities or ()),
        min_mentions,
    )  # fmt: skip
    given, shape = o.given(paths), Shape(kind, o.names(columns), o.names(sort), limit)
    nlp = load(model, currency=currency)
    lists = read_lists(aliases, watch, ignore, nlp)
    found = extract(
        given,
        nlp,
        options=Options(input_format, encoding, dayfirst, zone, owner, keep_duplicates),
        filters=filters,
        lists=lists,
        needs=kind.needs,
        period=period,
        progress=progress(quiet=quiet),
    )
    frame = shape.of(found.table(table, filters.selection, marked=bool(watch)))
    about: dict[str, object] = {
        "chatmine": __version__,
        "model": model,
        "filters": filters.recorded(aliases=aliases, watch=watch, ignore=ignore, limit=limit),
    }
    destination.write(Table(table, tuple(frame.columns), frame.itertuples(index=False, name=None), about))
    say_ignored(lists)
    close(found.reports, problems, quiet=quiet)
