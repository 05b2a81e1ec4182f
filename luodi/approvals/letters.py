"""Steps that make a paper for the applicant: what it says is kept, its page shows it, the watch draws its PDF."""

import secrets
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from luodi.approvals.models import Item, Letter
from luodi.directory.models import Post
from luodi.text.public_numbers import check_character

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LETTERS = {
    Letter.Kind.RECEIPT: "SL",
    Letter.Kind.SUPPLEMENT: "BZ",
    Letter.Kind.NOT_ACCEPTED: "BS",
    Letter.Kind.REFUSAL: "BX",
    Letter.Kind.APPROVAL: "PZ",
    Letter.Kind.PROCEDURE: "TB",
    Letter.Kind.EXTENSION: "YQ",
}


def letter(item: Item, kind: str, *, at: datetime, post: Post | None, **said: Any) -> Letter:
    """Its number is drawn at random among a billion a day and kind, and the table refuses it twice."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(6))
    body = f"{LETTERS[Letter.Kind(kind)]}{localtime(at):%y%m%d}{drawn}"
    return Letter.objects.create(
        item=item,
        kind=kind,
        number=f"{body}{check_character(body)}",
        round=item.round,
        said=said,
        made_at=at,
        post=post,
    )
