"""A bundle, or a running case, as a drawing of the server: bars by days, lines by what waits for what."""
