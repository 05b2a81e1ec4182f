"""How long an invitation stands, how many one person may send, and how long a mandate may run."""

from datetime import timedelta

INVITATION_LIFE = timedelta(days=14)
INVITATIONS_PER_DAY = 10
LONGEST_MANDATE = timedelta(days=731)  # our default
