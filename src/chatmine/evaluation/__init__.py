"""How well a pipeline finds what people marked: gold in, figures by label and slice out, and every mistake in context.

A span counts when its start, its end and its label are all right.
"""

from chatmine.evaluation.compared import Compared, compare, labels_in
from chatmine.evaluation.gold import Gold, Labelled, Span, read_gold
from chatmine.evaluation.mistakes import MISTAKE_COLUMNS, Mistake, find_mistakes
from chatmine.evaluation.scores import ALL, MICRO, SCORE_COLUMNS, Score, score_all
from chatmine.evaluation.seen import Seen, read_seen

__all__ = [
    "ALL", "MICRO", "MISTAKE_COLUMNS", "SCORE_COLUMNS", "Compared", "Gold", "Labelled", "Mistake", "Score", "Seen",
    "Span", "compare", "find_mistakes", "labels_in", "read_gold", "read_seen", "score_all",
]  # fmt: skip
