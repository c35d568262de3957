"""`chatmine aliases`: which written forms were taken for one name, which may be, and why."""

from chatmine.cli import options as o
from chatmine.cli.account import close
from chatmine.cli.lists import read_lists, say_ignored
from chatmine.cli.output import Destination
from chatmine.cli.progress import progress
from chatmine.engine import Filters, extract
from chatmine.entities.aliases import COLUMNS, alias_rows
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
    model: o.Model = "chat",
    currency: o.Currency = "USD",
    problems: o.Problems = None,
    raw: o.Raw = False,
    excel: o.Excel = False,
    quiet: o.Quiet = False,
) -> None:
    """Print the merges that were made and those that are suggested, with the reason and an example of each.

    Edit the list in a spreadsheet and hand it back with --aliases: the action `merge` makes the name that entity,
    everywhere or where the row says; `keep apart` never merges them; `suggest` does nothing. To rename an entity, add
    a row with its name and, as the entity, its new name.

    For example `chatmine aliases logs/ -o names.csv`, and then `chatmine extract logs/ --aliases names.csv`.
    """
    from chatmine.nlp.pipeline import load

    destination = Destination(output, output_format, Style(raw, excel))
    filters = Filters(since, until, tuple(speakers or ()), tuple(conversations or ()))
    given = o.given(paths)
    nlp = load(model, currency=currency)
    lists = read_lists(aliases, watch, ignore, nlp)
    options = Options(input_format, encoding, dayfirst, zone, owner, keep_duplicates)
    found = extract(
        given, nlp, options=options, filters=filters, lists=lists, needs=frozenset(), progress=progress(quiet=quiet)
    )
    destination.write(Table("aliases", COLUMNS, alias_rows(found.entities), {"filters": filters.recorded()}))
    say_ignored(lists)
    close(found.reports, problems, quiet=quiet)
