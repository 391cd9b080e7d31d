"""Are the languages of a corpus counted each by itself, or together?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from discourse.corpus_statistics.term_sequence import TermSequence

Languages = Literal["each", "together"]


def split_terms(
    terms: TermSequence, languages: Languages
) -> Iterator[tuple[str, TermSequence]]:
    """Give each language with its terms, or all terms under the name ``all``."""
    check_choice(languages, Languages, "languages")
    if languages == "together":
        if terms.passage_ids:
            yield "all", terms
    else:
        yield from terms.split_languages()
