"""The study file: its sections, how it is read, what can be wrong with it."""

from aimaq.config.reading import read_study
from aimaq.config.sections import (
    BreakSection,
    CodeSection,
    ComparisonSection,
    DocumentsSection,
    HypothesisSection,
    IndexSection,
    IndicatorSection,
    RegionsSection,
    ScoresSection,
    StatisticsSection,
    Study,
    StudySection,
    TopicsSection,
    WordsSection,
)

__all__ = [
    "BreakSection",
    "CodeSection",
    "ComparisonSection",
    "DocumentsSection",
    "HypothesisSection",
    "IndexSection",
    "IndicatorSection",
    "RegionsSection",
    "ScoresSection",
    "StatisticsSection",
    "Study",
    "StudySection",
    "TopicsSection",
    "WordsSection",
    "read_study",
]
