"""Who somebody is whom the ledger names."""

from collections.abc import Iterable

from luodi.directory.models import Post


def posts_of(actors: Iterable[str]) -> dict[str, Post]:
    """How the ledger names somebody -> the post that he holds, else held last."""
    ids = {int(code.removeprefix("user:")) for code in actors if code.startswith("user:")}
    if not ids:
        return {}
    found = Post.objects.filter(user__in=ids).select_related("unit", "user")
    # In Python: a null sorts first on one database and last on the other.
    rows = sorted(found, key=lambda post: (post.until is None, post.since))
    return {f"user:{post.user_id}": post for post in rows}
