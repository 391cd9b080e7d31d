"""Scores of regions: prevalence, shrunken prevalence, salience."""
