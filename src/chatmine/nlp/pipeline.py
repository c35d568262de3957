"""Which pipeline tags, and how it is found: shipped with chatmine, installed, or in a folder."""

from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from chatmine.errors import UsageError
from chatmine.nlp.component import COMPONENT

DEFAULT = "chat"
# A stock pipeline parses and lemmatises too; names need only these.
_NEEDED = frozenset({"tok2vec", "transformer", "curated_transformer", "ner", "entity_ruler", "span_ruler", COMPONENT})
_PACKAGE = Path(__file__).parent.parent / "models"
_CHECKOUT = Path(__file__).parents[3] / "models"


def load(model: str = DEFAULT, *, currency: str = "USD") -> Language:
    """The pipeline of this name with the money component at its end.

    `model` is a pipeline that chatmine ships, an installed spaCy package, or a folder; `currency` is what a bare `$`
    means.

    Raises:
        UsageError: there is no such pipeline, or it cannot be loaded; the text says what to do.
    """
    # With small matrices numpy's own multiplication takes two thirds of the time of the one that spaCy brings.
    set_current_ops(NumpyOps(use_blis=False))
    nlp = _load(_shipped(model) or model)
    for name in nlp.pipe_names:
        if name not in _NEEDED:
            nlp.disable_pipe(name)
    if COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(COMPONENT, last=True, config={"currency": currency})
    return nlp


def _shipped(model: str) -> Path | None:
    """The folder of a pipeline that came with the wheel, or lies in the checkout that an editable install runs from."""
    folders = (folder / model for folder in (_PACKAGE, _CHECKOUT))
    return next((folder for folder in folders if (folder / "config.cfg").is_file()), None)


def _load(model: str | Path) -> Language:
    try:
        return spacy.load(model)
    except OSError as error:
        if isinstance(model, Path) or Path(model).exists():
            raise UsageError(f"the pipeline in {model} is damaged or incomplete: {_first_line(error)}") from error
        raise UsageError(
            f"there is no pipeline {model!r}: install it with pip, give its folder, or leave --model out"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"the pipeline {model} cannot be loaded: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
