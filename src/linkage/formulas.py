"""Read a regression formula whose column names may hold any character.

Formula languages read a colon as an interaction; our variables are called
``prevalence:marginalization``. Column names are therefore protected before parsing and
given back afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ledger import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PLAIN = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_TOKEN = re.compile(r"[^\W\d][\w.]*|\d+(?:\.\d+)?|\S")
# Functions a formula may use; anything else would run as Python code.
_FUNCTIONS = ("C", "I", "Q", "center", "standardize", "log", "log1p", "sqrt", "exp")
_ALLOWED = re.compile(r"[\w\s~+\-*/:().,^|]*")


def build_design(
    frame: pd.DataFrame, formula: str
) -> tuple[Floats, dict[str, Floats], pd.Index[Any]]:
    """Build the two sides of a regression from a formula.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per observation.
    formula : str
        ``outcome ~ term + term``. Terms may use ``:``, ``*``, ``C(...)``, ``I(...)``,
        ``log``, ``log1p``, ``sqrt``, ``exp``, ``center``, ``standardize``, ``- 1``.

    Returns
    -------
    outcome : array of float, shape (n,)
        Left-hand side.
    design : dict of str to array of float, shape (n,)
        Terms in order.
    kept : pandas.Index
        Labels of the rows without missing values.

    Raises
    ------
    InputError
        If the formula cannot be read or a variable is unknown.
    """
    import patsy  # type: ignore[import-untyped]  # slow to start

    if formula.count("~") != 1:
        raise InputError(
            f"formula: found {formula!r}. Expected 'outcome ~ term + term'. "
            "Write one ~ between the outcome and the terms."
        )
    protected, names = _protect_names(frame, formula)
    _check_words(protected, names, formula)
    data = frame.rename(columns={own: safe for safe, own in names.items()})
    data = data[list(names)].reset_index(drop=True)
    for column in data.columns:
        # Formulas know numbers and text; nullable dtypes are neither to them.
        if pd.api.types.is_numeric_dtype(data[column]):
            data[column] = data[column].astype("float64")
        else:
            data[column] = data[column].astype("object")
    environment = patsy.EvalEnvironment(
        [
            {
                "log": np.log,
                "log1p": np.log1p,
                "sqrt": np.sqrt,
                "exp": np.exp,
                "__builtins__": {},
            }
        ]
    )
    try:
        with np.errstate(invalid="ignore", divide="ignore"):
            left, right = patsy.dmatrices(
                protected, data, environment, return_type="dataframe"
            )
    except (patsy.PatsyError, ValueError, TypeError) as error:
        raise InputError(
            f"formula: found {formula!r}, which cannot be read ({error}). "
            "Expected 'outcome ~ term + term'. Check names and brackets."
        ) from error
    if left.shape[1] != 1:
        raise InputError(
            f"formula, left of ~: found {formula.split('~', maxsplit=1)[0].strip()!r}, which is not "
            "a column of numbers. Expected one number in each row. Choose another."
        )
    both = pd.concat([left, right], axis=1)
    finite = np.isfinite(both.to_numpy(dtype="float64")).all(axis=1)
    design = {
        _restore_names(str(name), names): right[name].to_numpy(dtype="float64")[finite]
        for name in right.columns
    }
    kept = frame.index[right.index[finite]]
    return left.iloc[:, 0].to_numpy(dtype="float64")[finite], design, kept


def _protect_names(frame: pd.DataFrame, formula: str) -> tuple[str, dict[str, str]]:
    """Replace the column names in a formula by safe ones, longest first."""
    columns = sorted(map(str, frame.columns), key=len, reverse=True)
    if not columns:
        raise InputError("table: found no columns. Expected the formula's. Check it.")
    quoted = "|".join(re.escape(name) for name in columns)
    # A name ends where no further letter, digit or underscore follows, and is not the
    # name of a function.
    pattern = re.compile(rf"(?<![\w.])(?:{quoted})(?!\w)(?!\s*\()")
    names: dict[str, str] = {}
    places: dict[str, str] = {}

    def protect(match: re.Match[str]) -> str:
        own = match.group()
        if own not in places:
            safe = f"column_{len(places)}_"
            places[own] = safe
            names[safe] = own
        return places[own]

    unquoted = re.sub(r"Q\(\s*(['\"])(.+?)\1\s*\)", r"\2", formula)
    return pattern.sub(protect, unquoted), names


def _check_words(protected: str, names: dict[str, str], formula: str) -> None:
    words = [word for word in _TOKEN.findall(protected) if word[0].isalpha()]
    strange = [word for word in words if word not in names and word not in _FUNCTIONS]
    has_sign = not _ALLOWED.fullmatch(protected)
    if strange or has_sign or "__" in protected:
        what = ", ".join(map(repr, dict.fromkeys(strange))) or "a sign with no meaning"
        raise InputError(
            f"formula: found {what} in {formula!r}. Expected names of columns and "
            f"{', '.join(_FUNCTIONS)}. Check the spelling of the columns."
        )


def _restore_names(term: str, names: dict[str, str]) -> str:
    for safe, own in names.items():
        term = term.replace(safe, own)
    return term
