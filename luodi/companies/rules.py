"""How long an invitation stands, and how many one person may send."""

from datetime import timedelta

INVITATION_LIFE = timedelta(days=14)
INVITATIONS_PER_DAY = 10
