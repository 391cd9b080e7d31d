"""The study file: its sections, how it is read, what can be wrong with it."""

from aimaq.config.reading import read_study
from aimaq.config.sections import (
    BreakSection,
    CodeSection,
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
)

__all__ = [
    "BreakSection",
    "CodeSection",
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
    "read_study",
]
