"""`aimaq discourse ...`: what is in the documents, outside of a study."""

from __future__ import annotations

import click

from aimaq.cli.groups import LazyGroup

_HERE = "aimaq.cli.discourse"


@click.group(
    cls=LazyGroup,
    commands_at={
        "read": (f"{_HERE}.reading", "Documents: text, language, what went wrong."),
        "language": (f"{_HERE}.reading", "The language of each passage."),
        "mentions": (f"{_HERE}.mentions", "Mentions of regions at their date."),
        "hits": (f"{_HERE}.lexicons", "Hits of lexicons."),
        "lexicon": (f"{_HERE}.lexicons", "Check, show or convert a lexicon."),
        "kwic": (f"{_HERE}.lexicons", "A concordance: matches with their context."),
        "audit": (f"{_HERE}.audit", "Idle, carrying, wrong and missing terms."),
        "keyness": (f"{_HERE}.statistics", "Terms that some texts have more often."),
        "collocations": (f"{_HERE}.statistics", "Terms that go together."),
        "collocates": (f"{_HERE}.statistics", "Terms near regions or categories."),
        "dispersion": (f"{_HERE}.statistics", "How evenly terms are spread."),
        "trend": (f"{_HERE}.trend", "How often terms occur, year by year."),
        "frequencies": (f"{_HERE}.counts", "How often terms occur."),
        "ngrams": (f"{_HERE}.counts", "How often sequences of terms occur."),
        "diversity": (f"{_HERE}.counts", "How many different words texts use."),
        "readability": (f"{_HERE}.counts", "How hard texts are to read."),
        "topics": (f"{_HERE}.topics", "A topic model for each language."),
        "draw": (f"{_HERE}.draw", "Pictures of what the texts say."),
    },
)
def discourse() -> None:
    """Documents: what can be read, which regions, which codes, which topics."""
