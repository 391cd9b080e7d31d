"""Tokens and their lemmas in Russian, Kazakh and English."""
