"""Files of the statistics office and other tables: from cells to long tables."""
