"""Columns an officer keeps for export, and the upper level's own workbook that is filled in their stead."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from luodi.directory.models import Post
from luodi.directory.refusals import Wrong
from luodi.directory.viewer import Viewer
from luodi.ledger.acts import Act, Refused, act
from luodi.ledger.attachments import discard_one, store
from luodi.projects.export import COLUMNS, known
from luodi.projects.models import SavedColumns
from luodi.projects.sheets.people import KIND
from luodi.projects.upper import FORMS, UNITS, understood

MOST = 30  # of one post
LAST_ROW = 5_000


def _post(viewer: Viewer) -> Post:
    post = next((post for post in viewer.posts if KIND in post.remit), None)
    if post is None:
        raise Refused(_("您的岗位不查看重点项目。"))
    return post


def _name(post: Post, name: str) -> str:
    said = " ".join(name.split())[:40]
    if not said:
        raise Wrong("name", _("请起一个名称。"))
    if SavedColumns.objects.filter(post=post).exclude(name=said).count() >= MOST:
        raise Refused(_("最多保存 %(most)s 个，请先删掉不用的。") % {"most": MOST})
    return said


def save_columns(*, viewer: Viewer, name: str, columns: Sequence[str]) -> SavedColumns:
    """The same name again replaces what it stood for. Raises Refused, Wrong."""
    with act(viewer.code) as a:
        post = _post(viewer)
        said = _name(post, name)
        if SavedColumns.objects.filter(post=post, name=said).exclude(attachment=None).exists():
            raise Wrong("name", _("这个名称已用于一份上级表格，请换一个。"))
        values = {"columns": known(columns), "made_at": a.now}
        saved, _made = SavedColumns.objects.update_or_create(post=post, name=said, defaults=values)
        a.record(subject_of(saved), "columns_saved", columns=len(saved.columns))
        return saved


def save_upper(*, viewer: Viewer, name: str, file: UploadedFile) -> SavedColumns:
    """Keeps an empty workbook with what its headings seem to mean. Raises SheetError, Refused, Wrong."""
    data = file.read()
    layout = understood(data)
    file.seek(0)
    with act(viewer.code) as a:
        post = _post(viewer)
        said = _name(post, name or (file.name or "").rpartition(".")[0])
        if SavedColumns.objects.filter(post=post, name=said).exists():
            raise Wrong("name", _("已有这个名称，请换一个。"))
        saved = SavedColumns.objects.create(post=post, name=said, layout=layout, made_at=a.now)
        saved.attachment = store(file, subject=subject_of(saved), actor=viewer.code, now=a.now, allowed=("xlsx",))
        saved.save(update_fields=["attachment"])
        a.record(subject_of(saved), "upper_kept", columns=_mapped(layout), digest=saved.attachment.digest)
        return saved


def map_upper(
    *, viewer: Viewer, saved: SavedColumns, begins: int, footer: int, columns: Sequence[Mapping[str, Any]]
) -> None:
    """What each column of the workbook holds, by place; where rows begin, and what stays below. Raises Refused."""
    with act(viewer.code) as a:
        layout = saved.layout
        if not 1 <= begins <= LAST_ROW or (footer and not begins < footer <= LAST_ROW):
            raise Wrong("footer", _("下面固定的一行要在数据行之下。"))
        for how, one in zip(layout["columns"], columns, strict=True):
            if one["column"] and one["column"] not in COLUMNS:
                raise Refused(_("没有这一列。"))
            if one["unit"] not in UNITS or one["form"] not in FORMS:
                raise Refused(_("没有这种单位或日期写法。"))
            how.update({name: one[name] for name in ("column", "unit", "form")})
        layout["begins"], layout["footer"] = begins, footer
        saved.save(update_fields=["layout"])
        a.record(subject_of(saved), "upper_mapped", columns=_mapped(layout))


def drop_columns(*, viewer: Viewer, saved: SavedColumns) -> None:
    with act(viewer.code) as a:
        _drop(a, saved)


def _drop(a: Act, saved: SavedColumns) -> None:
    subject, attachment = subject_of(saved), saved.attachment
    saved.delete()
    if attachment is not None:
        discard_one(attachment)
    a.record(subject, "columns_dropped")


def _mapped(layout: Mapping[str, Any]) -> int:
    return sum(bool(how["column"]) for how in layout["columns"])


def subject_of(saved: SavedColumns) -> str:
    return f"projects:columns:{saved.pk}"
