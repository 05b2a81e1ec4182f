"""Certificates and letters as PDF, the seal in them, signed codes, and the checking of each. Pure Python."""
