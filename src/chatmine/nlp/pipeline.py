"""Which pipeline tags, and how it is found: shipped with chatmine, installed, or in a folder."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

from chatmine.errors import UsageError
from chatmine.nlp.component import COMPONENT, MoneyComponent
from chatmine.nlp.routing import Pipeline, Routing
from chatmine.nlp.tagger.component import TAGGER

DEFAULT = "chat+chat_zh"
_BESIDE = "+"
# A stock pipeline parses and lemmatises too; names need only these.
_NEEDED = frozenset(
    {"tok2vec", "transformer", "curated_transformer", "ner", "entity_ruler", "span_ruler", COMPONENT, TAGGER}
)
_WORDS_KEPT = 100_000  # whose tokens are remembered; spaCy's ten thousand are too few for a channel of years
_PACKAGE = Path(__file__).parent.parent / "models"
_CHECKOUT = Path(__file__).parents[3] / "models"


def load(model: str = DEFAULT, *, currency: str = "USD") -> Pipeline:
    """The pipeline of this name with the money component at its end.

    `model` is a pipeline that chatmine ships, an installed spaCy package, or a folder, or two with `+` between them:
    one for messages without Han characters and one for those with. `currency` is what a bare `$` means.

    Raises:
        UsageError: there is no such pipeline, or it cannot be loaded; the text says what to do.
    """
    # With small matrices numpy's own multiplication takes two thirds of the time of the one that spaCy brings.
    set_current_ops(NumpyOps(use_blis=False))
    names = model.split(_BESIDE)
    if len(names) == 2 and not Path(model).exists():
        english, shipped = _names_only(names[0]), _shipped(names[1])
        chinese = Later(shipped, english.vocab) if shipped else _names_only(names[1], english.vocab)
        return Routing(english, chinese, MoneyComponent(currency))
    nlp = _names_only(model)
    if COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(COMPONENT, last=True, config={"currency": currency})
    return nlp


class Later:
    """A shipped pipeline that is loaded when the first doc comes: most logs have none for it."""

    def __init__(self, folder: Path, vocab: Vocab) -> None:
        self._folder, self._vocab = folder, vocab
        self.pipe_names: list[str] = spacy.util.load_config(folder / "config.cfg")["nlp"]["pipeline"]

    @cached_property
    def _nlp(self) -> Language:
        # Docs come tokenized, in a vocabulary that is in use and must not be overwritten by the one on the disk.
        return _names_only(self._folder, self._vocab, ("vocab", "tokenizer"))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Tag docs of the vocabulary."""
        return self._nlp.pipe(docs, batch_size=batch_size)


def _names_only(model: str | Path, vocab: Vocab | None = None, exclude: Iterable[str] = ()) -> Language:
    """The pipeline of this name without what finds no names, and without what is to be left on the disk."""
    nlp = _load(_shipped(model) or model, vocab, exclude)
    if hasattr(nlp.tokenizer, "max_cache_size"):  # those of some languages cut texts in their own way
        nlp.tokenizer.max_cache_size = _WORDS_KEPT
    for name in nlp.pipe_names:
        if name not in _NEEDED:
            nlp.disable_pipe(name)
    return nlp


def folder_of(model: str) -> Path | None:
    """The folder in which the pipeline of this name lies, if it lies on this machine."""
    if shipped := _shipped(model):
        return shipped
    root = spacy.util.get_package_path(model) if spacy.util.is_package(model) else Path(model)
    return next((config.parent for config in sorted(root.rglob("config.cfg"))), None)


def _shipped(model: str | Path) -> Path | None:
    """The folder of a pipeline that came with the wheel, or lies in the checkout that an editable install runs from."""
    folders = (folder / model for folder in (_PACKAGE, _CHECKOUT))
    return next((folder for folder in folders if (folder / "config.cfg").is_file()), None)


def _load(model: str | Path, vocab: Vocab | None, exclude: Iterable[str]) -> Language:
    try:
        return spacy.load(model, vocab=vocab or True, exclude=exclude)
    except OSError as error:
        if isinstance(model, Path) or Path(model).exists():
            raise UsageError(f"the pipeline in {model} is damaged or incomplete: {_first_line(error)}") from error
        raise UsageError(
            f"there is no pipeline {model!r}: install it with pip, give its folder, or leave --model out"
        ) from error
    except Exception as error:  # whatever a damaged file makes of the libraries that read it
        raise UsageError(f"the pipeline {model} cannot be loaded: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
