"""The verbs of matching: what officers make of a match, what the operator knows of activities."""
