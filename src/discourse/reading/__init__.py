"""From files to clean texts with their dates, languages, tables and problems."""
