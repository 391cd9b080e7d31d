"""Whether a negation governs a match: the scope, language by language."""
