"""What does each term of a lexicon do, is it right, and what is missing?"""
