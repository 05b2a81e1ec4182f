"""The kinds of matter that the scene's officers handle besides enquiries."""

from tests.projecting import KINDS
from tests.promises.scene import Scene

STAFF = ("zone_officer", "zone_colleague", "zone_head", "dispatcher", "stranger_officer")


def remits(scene: Scene) -> Scene:
    """The scene's officers, all but the one without a remit, work on key projects too."""
    for name in STAFF:
        post = getattr(scene.cast, name).post
        post.refresh_from_db(fields=["remit"])  # parts of other kinds of matter add to it too
        if not set(KINDS) <= set(post.remit):
            post.remit = sorted({*post.remit, *KINDS})
            post.save(update_fields=["remit"])
    return scene
