"""Lexicons in the formats of other programs: quanteda, LIWC, WordStat, spreadsheets."""
