"""What the rules of negation look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A match and the words around it, up to the ends of its clause.

    Parameters
    ----------
    before, match, after : list of str
        Word forms, folded.
    opening : str
        The conjunction that opens the clause, where one ends the words before.
    is_capital : list of bool
        For the words of the match and after it, whether they are written with a
        capital letter.
    term : str
        The pattern, in lower case; a suffix of negation it has itself does not count.
    """

    before: list[str]
    match: list[str]
    after: list[str]
    opening: str
    is_capital: list[bool]
    term: str
