"""Lists that a city keeps, read in."""
