"""Posts: opened for a person, corrected, closed. What a post owns is handed over by the duties, not here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from luodi.accounts.models import User
from luodi.directory.models import Absence, Post, Unit
from luodi.directory.refusals import Wrong, operators_only
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, act

EDITABLE = ("role", "title", "phone", "remit")


@dataclass(frozen=True)
class Person:
    """A member of staff by sign-in name; one that is not there yet is made, without a password."""

    login: str
    name: str = ""
    phone: str = ""
    email: str = ""


def open_post(
    *,
    viewer: Viewer,
    person: Person,
    unit: Unit,
    role: str,
    since: datetime,
    title: str = "",
    phone: str = "",
    remit: tuple[str, ...] = (),
    now: datetime | None = None,
) -> Post:
    with act(viewer.code, now=now) as opening:
        operators_only(viewer)
        post = Post(unit=unit, role=role, since=since, title=title, phone=phone, remit=list(remit))
        return put_post(opening, person, post)


def put_post(opening: Act, person: Person, post: Post) -> Post:
    """A step: an import opens many in one act. Raises Wrong."""
    if not post.unit.active:
        raise Wrong("unit", _("单位“%(name)s”已停用。") % {"name": post.unit.name})
    post.user = staff_of(opening, person)
    held = Post.objects.held(opening.now).filter(user=post.user, unit=post.unit)
    if held.exists():
        raise Wrong("login", _("此人在这个单位已有在任岗位，请修改那一个。"))
    post.save()
    _sign_operator(post.user, opening.now)
    facts = {"unit": post.unit.code, "role": post.role, "user": post.user.code, "remit": post.remit}
    opening.record(subject_of(post), "post_opened", **facts)
    return post


def staff_of(opening: Act, person: Person) -> User:
    """A step. Raises Wrong where the name, phone or e-mail is somebody else's."""
    user = User.objects.filter(login=person.login).first()
    if user is not None:
        if user.kind != User.Kind.STAFF:
            raise Wrong("login", _("登录名 %(login)s 是投资人账号。") % {"login": person.login})
        return user
    if not person.name:
        raise Wrong("name", _("这是新账号，请填写姓名。"))
    others = User.objects.filter(kind=User.Kind.STAFF)
    if person.phone and others.filter(phone=person.phone).exists():
        raise Wrong("mobile", _("这个手机号已属于另一个工作人员账号。"))
    if person.email and others.filter(email=person.email).exists():
        raise Wrong("email", _("这个邮箱已属于另一个工作人员账号。"))
    user = User.objects.create_user(
        person.login, kind=User.Kind.STAFF, name=person.name, phone=person.phone, email=person.email
    )
    opening.record(user.code, "account_made", kind=user.kind)
    return user


def edit_post(*, viewer: Viewer, post: Post, now: datetime | None = None, **wanted: Any) -> None:
    """`wanted` are some of EDITABLE."""
    with act(viewer.code, now=now) as editing:
        operators_only(viewer)
        change_post(editing, post, wanted)


def change_post(editing: Act, post: Post, wanted: dict[str, Any]) -> list[str]:
    """A step. Returns the fields that changed."""
    changed = [field for field in EDITABLE if field in wanted and getattr(post, field) != wanted[field]]
    if changed:
        for field in changed:
            setattr(post, field, wanted[field])
        post.save(update_fields=changed)
        _sign_operator(post.user, editing.now)
        editing.record(subject_of(post), "post_edited", changed=changed, role=post.role, remit=post.remit)
    return changed


def close_post(*, viewer: Viewer, post: Post, until: datetime, now: datetime | None = None) -> None:
    """Ends the post and what others stand in for it. Raises Wrong when it ends before it began."""
    with act(viewer.code, now=now) as closing:
        operators_only(viewer)
        end_post(closing, post, until)


def end_post(closing: Act, post: Post, until: datetime) -> None:
    """A step: leaving a post hands over its matters in the same act, which stands above this app."""
    if until < post.since:
        raise Wrong("until", _("离任不能早于到任。"))
    post.until = until
    post.save(update_fields=["until"])
    Absence.objects.filter(post=post, start__lt=until, end__gt=until).update(end=until)
    Absence.objects.filter(post=post, start__gte=until).delete()
    _sign_operator(post.user, closing.now)
    closing.record(subject_of(post), "post_closed", until=until)


def _sign_operator(user: User, now: datetime) -> None:
    """`is_staff` opens what only an operator may open; it follows from the posts held."""
    is_operator = Post.objects.held(now).filter(user=user, role=Post.Role.OPERATOR).exists()
    if user.is_staff != is_operator and not user.is_superuser:
        User.objects.filter(pk=user.pk).update(is_staff=is_operator)
        user.is_staff = is_operator


def subject_of(post: Post) -> str:
    return f"directory:post:{post.pk}"
