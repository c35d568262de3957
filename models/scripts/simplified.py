"""Write chatmine's table of traditional characters and their simplified forms, from OpenCC's data (Apache-2.0).

The table is `dictionary/TSCharacters.txt` of the package opencc-python-reimplemented. A character that also stays as it
is in simplified writing (`乾` in `乾隆`) is left out, so that no two names become one.
"""

from pathlib import Path
from typing import Annotated

import typer

HEADER = "# Traditional characters, and below them the simplified ones. From OpenCC's TSCharacters, Apache-2.0."
LAST = "\uffff"  # rarer characters are the same to everybody


def read_pairs(lines: list[str]) -> dict[str, str]:
    r"""Each character with the first of its simplified forms.

    >>> read_pairs(["萬\\t万", "乾\\t干 乾"])
    {'萬': '万'}
    """
    pairs = {}
    for line in lines:
        character, _, forms = line.partition("\t")
        if forms and character not in forms.split() and max(character, forms.split()[0]) <= LAST:
            pairs[character] = forms.split()[0]
    return pairs


def main(
    characters: Annotated[Path, typer.Argument(help="OpenCC's TSCharacters.txt.")],
    output: Annotated[Path, typer.Argument(help="The table to write.")],
) -> None:
    """Write the table: a comment, a line of traditional characters, a line of simplified ones."""
    pairs = read_pairs(characters.read_text("utf-8").splitlines())
    output.write_text("\n".join([HEADER, "".join(pairs), "".join(pairs.values())]) + "\n", "utf-8")
    print(f"{output}: {len(pairs)} characters")


if __name__ == "__main__":
    typer.run(main)
