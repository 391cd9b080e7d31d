"""The steps of a study, in the order in which data flow."""

from aimaq.steps.plan import STEPS, read_result_tables

__all__ = ["STEPS", "read_result_tables"]
