"""Licences: numbers, drawing and sealing, what the public and the holder read of them."""
