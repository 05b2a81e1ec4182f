"""The empty workbook that people fill in."""

from django.utils.translation import gettext as _

from luodi.directory.importing import words
from luodi.directory.models import Post, Unit
from luodi.text.sheets import Sheet, write_book


def staff_template() -> bytes:
    """Two sheets with their headings, and one that says what may be written where."""
    kinds = "、".join(list(words.UNIT_KINDS)[: len(Unit.Kind)])
    roles = "、".join(list(words.ROLES)[: len(Post.Role)])
    notes = [
        (_("单位代码、登录名"), _("字母、数字和 - _ .；再次导入时凭它认出同一行")),
        (_("地域代码"), _("行政区划代码或地域名称")),
        (_("类别"), kinds),
        (_("角色"), roles),
        (_("职责范围"), _("空着按角色的惯例；填“无”表示不看本地域的事项")),
        (_("日历"), _("空着表示国家工作日历 office；全天候为 247")),
        (_("到任日期"), _("2026-03-01；空着表示今天")),
    ]
    return write_book(
        [
            Sheet(words.UNIT_SHEET[0], [names[0] for names in words.UNIT_COLUMNS.values()], []),
            Sheet(words.POST_SHEET[0], [names[0] for names in words.POST_COLUMNS.values()], []),
            Sheet(_("填写说明"), [_("列"), _("怎么填")], notes),
        ]
    )
