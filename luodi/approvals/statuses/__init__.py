"""Status lists of an upper level's system: its words, what they are here, and what is wrong in which cell."""
