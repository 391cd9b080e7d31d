"""Coefficients of association, their intervals and tests, region by region."""
