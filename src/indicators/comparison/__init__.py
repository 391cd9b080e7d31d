"""Groups of regions: leaders and outsiders, centre and periphery, convergence."""
