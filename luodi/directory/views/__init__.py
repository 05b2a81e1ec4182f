"""The operator's pages of the directory, and what heads and officers arrange for themselves."""
