"""Verbs that cross matters or change who owns them."""
