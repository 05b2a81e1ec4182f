"""What belongs to one thing done once, what waits for what, and how many days it takes. Pure: no table, no framework,
except `words`, which says faults in the reader's language."""
