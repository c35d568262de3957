"""`chatmine formats`: what chatmine reads."""

from chatmine.cli import options as o
from chatmine.cli.output import Destination
from chatmine.formats import formats
from chatmine.outputs import Table


def formats_command(output_format: o.OutputFormat = None, output: o.Output = None, debug: o.Debug = False) -> None:
    """List the chat formats that chatmine reads, by the names that --input-format takes."""
    rows = [(known.name, known.about) for known in formats()]
    Destination(output, output_format).write(Table("formats", ("format", "reads"), rows))
