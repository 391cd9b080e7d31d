"""From a number to its sentences and cells, and from a sentence to its numbers."""

from aimaq.explaining.answers import explain_key
from aimaq.explaining.sections import Section

__all__ = ["Section", "explain_key"]
