"""A park's own list: its headings, what a cell says in which unit, what a row says, what is wrong in which cell."""
