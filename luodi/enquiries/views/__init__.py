"""Pages of the enquiries themselves: sheets read in, and what the operator sets."""
