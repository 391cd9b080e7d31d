"""Principal components of indicators: how many, how sure, what they mean."""
