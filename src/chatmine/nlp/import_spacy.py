"""Importing spaCy for the program: without its command line, which takes a third of the time.

`import spacy` loads all of its commands, and with them clients for downloads, templates and progress bars, only to
offer `spacy.info`. The program needs none of that, and each process that tags would wait for it.
"""

import sys
from types import ModuleType
from typing import Any

_COMMANDS = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy, unless it is there. `spacy.info` is missing then; `spacy.cli` can be imported as ever."""
    if "spacy" in sys.modules:
        return
    stand_ins: dict[str, Any] = {name: ModuleType(name) for name in _COMMANDS}
    stand_ins["spacy.cli.info"].info = None
    sys.modules.update(stand_ins)
    try:
        import spacy
    finally:
        for name in _COMMANDS:
            del sys.modules[name]
    vars(spacy).pop("info")
