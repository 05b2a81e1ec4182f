"""The verbs of an enquiry. Verbs that cross matters or change its owner live in `landing`."""
