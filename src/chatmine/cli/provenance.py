"""How a result was made: the program, the pipeline, the options and filters, and every input with its hash."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from chatmine import __version__
from chatmine.cli.account import account
from chatmine.reading import FileReport, Options

About = dict[str, object]


def made_with(options: Options, filters: About, **others: object) -> About:
    """What is known before the work: the version, every option that is not as it always is, the filters."""
    return {"chatmine": __version__, **others, "options": _changed(options), "filters": filters}


def made_from(reports: list[FileReport], model: str = "") -> About:
    """What is known when all is read: the pipeline, the account of the run, and that of each file with its SHA-256."""
    pipeline = _pipeline(model) if model else {}
    return {**pipeline, "account": account(reports), "inputs": list(_inputs(reports))}


def _pipeline(model: str) -> About:
    from chatmine.nlp.pipeline import folder_of

    folders = [folder for name in model.split("+") if (folder := folder_of(name))]
    if not folders:  # they lie where others tag
        return {}
    versions = [json.loads((folder / "meta.json").read_bytes()).get("version", "") for folder in folders]
    return {"model_version": "+".join(versions), "model_sha256": "+".join(map(_hash_of_folder, folders))}


def _changed(options: Options) -> About:
    """The options that are not the usual ones, and the caps among them."""
    usual, changed = Options(), dict[str, object]()
    for own in dataclasses.fields(options):
        value = getattr(options, own.name)
        if value != getattr(usual, own.name) and own.name != "writes":
            changed[own.name] = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value  # type: ignore[arg-type]
    return changed


def _inputs(reports: Iterable[FileReport]) -> Iterator[About]:
    """Each file that was read, and before its members each archive."""
    archives = set[str]()
    for report in reports:
        archive = _archive_of(report.path)
        if archive and archive not in archives:
            archives.add(archive)
            yield {"path": archive, "sha256": _hash_of(Path(archive))}
        names = ("path", "sha256", "bytes", "format", "encoding", "status", "messages", "duplicates", "notices")
        yield {name: getattr(report, name) for name in (*names, "rejected", "problem") if getattr(report, name) != ""}


def _archive_of(path: str) -> str:
    """The archive on the disk that a member's path begins with."""
    parts = path.split("!")
    return next((start for n in range(1, len(parts)) if Path(start := "!".join(parts[:n])).is_file()), "")


@cache
def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _hash_of_folder(folder: Path) -> str:
    """One hash over the names and contents of all files, as `sha256sum` lists them in the order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = (f"{_hash_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
