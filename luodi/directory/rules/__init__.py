"""What the directory may look like; no tables are asked here."""
