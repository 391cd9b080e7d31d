"""Write lexicons: as TOML, or in the format of another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.lexicons.formats.liwc_table import write_liwc_table
from discourse.lexicons.formats.liwc_writing import write_liwc
from discourse.lexicons.formats.quanteda import write_quanteda
from discourse.lexicons.formats.spreadsheet import list_rows
from discourse.lexicons.formats.wordstat_writing import write_wordstat
from discourse.lexicons.toml_writing import write_toml
from ledger import InputError, write_csv, write_text_atomically

if TYPE_CHECKING:
    from discourse.lexicons.model import Lexicon
    from ledger import Problem

_TEXTS = {
    ".yml": write_quanteda,
    ".yaml": write_quanteda,
    ".dic": write_liwc,
    ".dicx": write_liwc_table,
    ".cat": write_wordstat,
}
_LONGEST_CELL = 32_767
_ENDINGS = (".toml", *_TEXTS, ".csv", ".xlsx")


def write_lexicon(lexicon: Lexicon, path: str | Path) -> tuple[Problem, ...]:
    """Write a lexicon in the format of the file's ending.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    path : str or Path
        ``.toml`` (everything), ``.csv`` or ``.xlsx`` (one row a term), ``.yml``
        (quanteda), ``.dic`` and ``.dicx`` (LIWC), ``.cat`` (WordStat).

    Returns
    -------
    tuple of Problem
        Notes on what the format cannot say: lost languages and weights, terms that are
        left out or match more or less than here. None for TOML.

    Raises
    ------
    InputError
        If the ending is none of these, no term can be written, or a cell is too long
        for a workbook.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending == ".toml":
        write_text_atomically(write_toml(lexicon), path)
        return ()
    if ending in _TEXTS:
        text, notes = _TEXTS[ending](lexicon, file=path.name)
        write_text_atomically(text, path)
        return tuple(notes)
    if ending not in {".csv", ".xlsx"}:
        raise InputError(
            f"{path}: found the ending {ending!r}. Expected one of "
            f"{', '.join(_ENDINGS)}. Choose one of them."
        )
    rows, notes = list_rows(lexicon, file=path.name)
    table = pd.DataFrame(rows[1:], columns=rows[0], dtype="str")
    if ending == ".csv":
        write_csv(table, path)
    else:
        _check_cells(table, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        table.to_excel(path, index=False)
    return tuple(notes)


def _check_cells(table: pd.DataFrame, path: Path) -> None:
    """Refuse cells that a workbook would cut off without a word."""
    for column in table.columns:
        too_long = table.index[table[column].str.len() > _LONGEST_CELL]
        if len(too_long):
            raise InputError(
                f"{path}, row {int(too_long[0]) + 2}, column {column}: found more than "
                f"{_LONGEST_CELL} letters, as in {len(too_long)} rows. Expected cells "
                "that a workbook can hold. Write .csv or .toml."
            )
