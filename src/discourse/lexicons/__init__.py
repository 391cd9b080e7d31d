"""Lexicons: patterns of words in categories, and where they occur in passages."""
