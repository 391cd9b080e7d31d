"""Mentions: which regions does a passage name, and in what sense?"""
