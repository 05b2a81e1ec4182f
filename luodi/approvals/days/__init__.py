"""Where the days are: in whose hands, in true working time, how long against what was promised, and what if."""
