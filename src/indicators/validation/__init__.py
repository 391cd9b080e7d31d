"""Checks of values before anything is computed from them: find, say, never correct."""
