"""The sentences of `luodi.text.sheets`, said once more so that they have their English here.

That package is pure and has no catalogue; a test keeps the two alike.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("文件有 %(size)s MB，最多 %(limit)s MB。请分成几个文件。"),
    _("这不是 Excel 工作簿（.xlsx）。请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传。"),
    _("这是旧版 .xls 文件。请在 Excel 或 WPS 里另存为 .xlsx 再上传。"),
    _("这个文件加了密码。请去掉密码再上传。"),
    _("这个文件解开后异常庞大或含有不安全的内容，没有读取。请新建工作簿，只粘贴数值。"),
    _("文件已损坏，读不出来。请重新保存后再上传。"),
    _("找不到工作表“%(sheet)s”。"),
    _("前 %(depth)s 行里找不到表头。请保留这几列：%(columns)s。"),
    _("缺少这几列：%(columns)s。"),
    _("“%(column)s”这一列出现了两次。请只留一列。"),
    _("超过 %(limit)s 行。请分成几个文件。"),
)
