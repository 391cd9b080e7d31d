"""How unequal are regions: measures, decomposition, intervals, Lorenz points."""
