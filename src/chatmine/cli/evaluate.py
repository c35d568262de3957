"""`chatmine evaluate`: how much of what people marked a pipeline finds, and how much of what it finds is right."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

import typer

from chatmine.cli import options as o
from chatmine.cli.account import INCOMPLETE, counted, write_problems
from chatmine.cli.faults import say
from chatmine.cli.output import Destination, opened
from chatmine.cli.progress import Progress
from chatmine.cli.provenance import made_from, made_with
from chatmine.outputs import Style, Table, writer
from chatmine.reading import FileReport, Options
from chatmine.records import LABELS

if TYPE_CHECKING:
    from chatmine.evaluation import Compared, Gold, Mistake, Score, Seen

_NAMED = 100  # lines left out that are named one by one; --problems has all

GoldPath = Annotated[
    str,
    typer.Argument(metavar="GOLD.jsonl", help="Messages with the mentions marked in them; - for standard input."),
]
Errors = Annotated[bool, typer.Option("--errors", help="List every mistake in its context.")]
GoldTypes = Annotated[
    list[o.Label] | None,
    typer.Option("--type", case_sensitive=False, help="Score this type, may be repeated; else those in the gold."),
]


def evaluate_command(
    gold: GoldPath,
    errors: Errors = False,
    output_format: o.OutputFormat = None,
    output: o.Output = None,
    types: GoldTypes = None,
    model: o.Model = None,
    lang: o.Language = None,
    currency: o.Currency = "USD",
    problems: o.Problems = None,
    raw: o.Raw = False,
    excel: o.Excel = False,
    quiet: o.Quiet = False,
    debug: o.Debug = False,
) -> None:
    """Print precision, recall and F1 of a pipeline on labelled messages, by label and by slice.

    A line of GOLD.jsonl is `{"text": "ask Ann", "ents": [[4, 7, "PERSON"]]}`, with "conversation" and "speaker" where
    they are known: the lines of one conversation are tagged together, as `extract` does it. A mention counts when its
    start, its end and its label are all right.

    For example `chatmine evaluate gold.jsonl`, or `chatmine evaluate gold.jsonl --model en_core_web_sm --errors`.
    """
    from chatmine.evaluation import find_mistakes, labels_in, read_gold, score_all

    pipeline = o.pipeline(model, lang)
    destination = Destination(output, output_format, Style(raw, excel))
    o.given([gold], output, problems)
    given = read_gold(gold)
    labels = tuple(types or labels_in(given.labelled))
    compared = _compared(given, labels, pipeline, currency, quiet=quiet)
    scores = score_all(compared, _seen(pipeline))
    about = made_with(Options(), {"type": list(labels)}, model=pipeline, currency=currency)
    made = {**about, "gold": given.path}
    if errors:
        _write_mistakes(destination, list(find_mistakes(compared)), scores, made, given, pipeline)
    else:
        destination.write(_score_table(scores, made, given, pipeline))
    _close(given, labels, scores, problems, quiet=quiet)


def _compared(gold: "Gold", labels: tuple[str, ...], model: str, currency: str, *, quiet: bool) -> "list[Compared]":
    """What the pipeline finds in the gold's messages, found as `extract` finds it, beside what is marked."""
    from chatmine.evaluation import compare
    from chatmine.nlp.pipeline import load
    from chatmine.nlp.tagging import tag

    messages = (labelled.message for labelled in gold.labelled)
    tagged = Progress(quiet=quiet)(tag(messages, load(model, currency=currency)))
    return list(compare(gold.labelled, tagged, labels))


def _score_table(scores: "list[Score]", about: dict[str, object], gold: "Gold", model: str) -> Table:
    from chatmine.evaluation import SCORE_COLUMNS

    closing = made_from([_report(gold)], model)
    return Table("scores", SCORE_COLUMNS, [score.row for score in scores], about, lambda: closing)


def _write_mistakes(
    destination: Destination,
    mistakes: "list[Mistake]",
    scores: "list[Score]",
    about: dict[str, object],
    gold: "Gold",
    model: str,
) -> None:
    """The mistakes, and the scores below them where there is room for both: for a person, and in JSON."""
    from chatmine.evaluation import MISTAKE_COLUMNS

    table = _score_table(scores, about, gold, model)
    if destination.chosen != "table":
        figures = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        rows = [mistake.row for mistake in mistakes]
        closing = {"scores": figures, **table.closing()}
        destination.write(Table("mistakes", MISTAKE_COLUMNS, rows, about, lambda: closing))
        return
    from chatmine.outputs.mistakes import write_mistakes

    with opened(destination.path) as stream:
        write_mistakes(mistakes, stream)
        writer("table")(table, stream, destination.style)


def _seen(model: str) -> "Seen | None":
    """What the pipeline was trained on, or the two that share the work; None where neither tells."""
    from chatmine.evaluation import read_seen
    from chatmine.nlp.pipeline import folder_of

    told = [seen for name in model.split("+") if (seen := read_seen(folder_of(name)))]
    return reduce(or_, told) if told else None


def _report(gold: "Gold") -> FileReport:
    """The gold as an input among others, with its hash."""
    messages, rejected = len(gold.labelled), len(gold.problems)
    return FileReport(
        gold.path,
        "gold",
        read=messages + rejected,
        messages=messages,
        rejected=rejected,
        sha256=gold.sha256,
        bytes=gold.bytes,
        rejections=gold.problems,
    )


def _close(gold: "Gold", labels: tuple[str, ...], scores: "list[Score]", problems: str | None, *, quiet: bool) -> None:
    """Name the lines that were left out, sum up; exits with 3 if there were any."""
    for problem in gold.problems[:_NAMED]:
        say(f"{gold.path}:{problem.line}: left out: {problem.reason}")
    if len(gold.problems) > _NAMED:
        say(f"{gold.path}: {len(gold.problems) - _NAMED} more lines left out; --problems FILE lists them")
    if not quiet:
        for line in _summary(gold, labels, scores):
            say(line)
    if problems:
        write_problems([_report(gold)], problems)
    if gold.problems:
        raise typer.Exit(INCOMPLETE)


def _summary(gold: "Gold", labels: tuple[str, ...], scores: "list[Score]") -> Iterator[str]:
    """What was scored, what came of it, and what was not scored."""
    from chatmine.evaluation import ALL, MICRO

    conversations = len({labelled.message.conversation for labelled in gold.labelled})
    micro = next(score for score in scores if (score.slice, score.label) == (ALL, MICRO))
    yield (
        f"{counted(len(gold.labelled), 'message')} in {counted(conversations, 'conversation')}, "
        f"{counted(len(gold.problems), 'line')} left out; "
        f"{counted(micro.gold, 'mention')} marked, {micro.found} found, {micro.right} right"
    )
    if gold.others:
        told = ", ".join(f"{label} {count}" for label, count in gold.others.most_common())
        yield f"{gold.path}: marks that are not scored: {told}"
    if unscored := [label for label in LABELS if label not in labels]:
        yield f"not scored: {', '.join(unscored)}; --type scores a type that the gold never marks"
