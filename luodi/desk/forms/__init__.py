"""What officers type. Forms read and shape it; whether an act is allowed, the act itself says."""
