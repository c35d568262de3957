"""`chatmine extract`: who discussed what."""

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.output import Destination
from chatmine.cli.progress import progress
from chatmine.engine import Filters, extract
from chatmine.outputs import Style, Table
from chatmine.reading import Options


def extract_command(
    paths: o.Paths = None,
    table: o.TableName = "who-what",
    output_format: o.OutputFormat = None,
    output: o.Output = None,
    types: o.Types = None,
    speakers: o.Speakers = None,
    since: o.Since = None,
    until: o.Until = None,
    min_mentions: o.MinMentions = 1,
    input_format: o.InputFormat = None,
    encoding: o.EncodingName = None,
    dayfirst: o.DayFirst = None,
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
    from chatmine.tables import counts

    kind = counts.kind_of(table)
    destination = Destination(output, output_format, Style(raw, excel))
    filters = Filters(since, until, tuple(speakers or ()), tuple(types or ()))
    given = o.given(paths)
    found = extract(
        given,
        load(model, currency=currency),
        options=Options(input_format, encoding, dayfirst),
        filters=filters,
        progress=progress(quiet=quiet),
    )
    frame = counts.table(table, found.mentions, found.entities, min_mentions=min_mentions)
    about: dict[str, object] = {
        "chatmine": __version__,
        "model": model,
        "filters": filters.recorded(min_mentions=min_mentions),
    }
    destination.write(Table(table, kind.columns, frame.itertuples(index=False, name=None), about))
    close(found.reports, problems, quiet=quiet)
