"""Topics: what passages are about, learned from the words they share."""
