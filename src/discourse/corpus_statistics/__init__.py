"""Reading and counting words: concordance, keyness, collocations, dispersion."""
