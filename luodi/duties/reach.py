"""What a viewer is to a duty, and the one lock every act takes first."""

from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Party, Visibility
from luodi.duties.rules import INVESTOR_SIDE, MAY
from luodi.ledger.acts import Refused, Stale

PARTY_RELATIONS = {
    Party.Role.INVESTOR: "investor",
    Party.Role.COLLEAGUE: "investor_colleague",
    Party.Role.ASKED: "asked",
    Party.Role.FINDER: "finder",
    Party.Role.ESCALATED: "escalated",
    Party.Role.RULING: "ruling",
    Party.Role.AGENT: "agent",
    Party.Role.WINDOW: "counter",
    Party.Role.DEPUTY: "deputy",
    Party.Role.RAISER: "raiser",
}


ROLE_RELATIONS: dict[str, str] = {
    Post.Role.COUNTER: "counter",
    Post.Role.CHECKER: "checker",
    Post.Role.LEADER: "leader",
}


def relations(viewer: Viewer, duty: Duty, root: Duty | None = None) -> frozenset[str]:
    """Everything this viewer is to this duty; one query at most.

    Who is a party of `root`, the matter that the duty is a part of, is the same party of the part.
    """
    found = set(standing(viewer, duty))
    restricted = duty.visibility == Visibility.RESTRICTED
    parties = None if viewer.is_system else Party.objects.of(viewer)
    if parties is not None:
        roles = parties.filter(duty__in=[duty.pk, root.pk] if root else [duty.pk]).values_list("role", flat=True)
        found |= {PARTY_RELATIONS[Party.Role(role)] for role in roles}
    if restricted and "escalated" in found and _heads(viewer, duty):
        found.add("head")
    if "ruling" in found and viewer.is_city_desk:
        found.add("city_desk")
    return frozenset(found)


def standing(viewer: Viewer, duty: Duty) -> frozenset[str]:
    """What he is by his posts, without a query; who may do something as that need not be looked up as a party."""
    if viewer.is_system:
        return frozenset({"system"})
    found: set[str] = set()
    if duty.owner_id in viewer.post_ids:
        found.add("owner")
    restricted = duty.visibility == Visibility.RESTRICTED
    if duty.owner_id in viewer.substituted_post_ids and not restricted:
        found.add("substitute")
    for post in viewer.posts:
        in_unit = post.unit_id == duty.unit_id and duty.kind in post.remit
        if in_unit and not restricted and in_scope(viewer, duty):
            found.add("head" if post.role == Post.Role.HEAD else "colleague")
    if not restricted and in_scope(viewer, duty):
        found.add("scope")
        found |= {ROLE_RELATIONS[post.role] for post in viewer.posts if _counts(post, duty)}
        if viewer.is_city_desk:
            found.add("city_desk")
    return frozenset(found)


def _counts(post: Post, duty: Duty) -> bool:
    return post.role in ROLE_RELATIONS and duty.kind in post.remit


def _heads(viewer: Viewer, duty: Duty) -> bool:
    posts = (post for post in viewer.posts if post.unit_id == duty.unit_id)
    return any(post.role == Post.Role.HEAD and duty.kind in post.remit for post in posts)


def in_scope(viewer: Viewer, duty: Duty) -> bool:
    """The rule of `Duty.objects.visible_to` for the places and kinds of the viewer's posts."""
    return any(
        getattr(duty, f"{column}_id") == territory_id and duty.kind in kinds
        for column, territory_id, kinds in viewer.scopes
    )


def reads_whole(viewer: Viewer, duty: Duty) -> bool:
    """Whether a row of a list may say more than title and strip; without a query, so a party reads less there
    than on the page."""
    if duty.owner_id in viewer.post_ids:
        return True
    near = duty.owner_id in viewer.substituted_post_ids or in_scope(viewer, duty)
    return near and duty.visibility != Visibility.RESTRICTED


def may(viewer: Viewer, verb: str, duty: Duty) -> bool:
    return viewer.is_system or bool(relations(viewer, duty) & MAY[verb])


def ask(viewer: Viewer, verb: str, duty: Duty) -> frozenset[str]:
    """The viewer's relations when he may do this. Raises Refused with a sentence when he may not."""
    held = relations(viewer, duty)
    permit(viewer, verb, duty, held)
    return held


def permit(viewer: Viewer, verb: str, duty: Duty, held: frozenset[str]) -> None:
    """The same for relations that are known already."""
    if viewer.is_system or held & MAY[verb]:
        return
    if held & INVESTOR_SIDE:
        raise Refused(_("这一步只能由提交申请的人自己办，请您转告他。"))
    raise Refused(
        _("这件事现在由%(unit)s的%(owner)s负责，您的岗位不能办这一步。")
        % {"unit": duty.unit.name, "owner": duty.owner.label}
    )


def locked(viewer: Viewer, number: str, *, version: int | None = None) -> Duty:
    """The duty, reached through the viewer and locked until the act ends.

    Raises Duty.DoesNotExist outside the viewer's scope, Stale when the page was of an older `version`.
    The lock is FOR NO KEY UPDATE: a plain one deadlocks with the foreign-key check of a notice.
    """
    duty = (
        Duty.objects.visible_to(viewer)
        .select_for_update(no_key=True, of=("self",))
        .select_related("owner__user", "owner__unit", "unit__calendar", "unit__territory")
        .get(number=number)
    )
    if version is not None and version != duty.version:
        raise Stale(_("您打开页面之后，这件事已经有了新进展。请看过再办。"), subject=number)
    return duty


def acting_post(viewer: Viewer, duty: Duty) -> Post:
    """The post in which the viewer acts on this duty: in its unit, else the substitute's, else any of his."""
    post = viewer.post_in(duty.unit_id) or (viewer.posts[0] if viewer.posts else None)
    if post is None:
        raise Refused(_("您没有可以办理这件事的岗位。"))
    return post
