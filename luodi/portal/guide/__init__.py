"""The public guide: what the city approves, what it asks for, how long it takes. Nobody signs in here."""
