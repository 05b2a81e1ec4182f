"""Demand against supply without a database: what both sides say, what fits, why, and in which order."""
