"""Composite indices: normalized indicators combined with weights."""
