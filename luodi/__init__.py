"""Luodi: bringing companies in, from the first sentence to the day they open."""

import os

# Threads of numpy's own wait for each other by spinning: on a machine that has other work, two take four times the
# time of one. Read when numpy is first imported, so it stands before everything else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
