"""Where a text belongs that is no investment enquiry. The codes are those of the reader."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Door:
    """`stops` asks once more before such a text becomes an enquiry; `phone` is a number to call."""

    title: Any
    words: Any
    phone: str = ""
    stops: bool = True


DOORS: dict[str, Door] = {
    "complaint": Door(
        _("这像是投诉或求助"),
        _("市民热线 24 小时受理投诉、举报和求助，并给您答复；投资申请由招商人员处理，办不了这类事。"),
        "12345",
    ),
    "advert": Door(
        _("这像是推销"),
        _("这里只办投资申请，推销信息没有人会联系您。要对企业推介服务，请找商会或行业协会。"),
    ),
    "job": Door(_("这像是求职"), _("找工作请联系公共就业服务机构，人社热线有招聘信息和政策咨询。"), "12333"),
    "news": Door(_("这像是新闻或资料"), _("请用一句话写您自己想投什么、需要什么，其余可以作为材料上传。")),
    "question": Door(
        _("这像是咨询办事"),
        _("办事要求和流程可以打市民热线问。要投资，请接着写一句：想投什么、需要什么。"),
        "12345",
        stops=False,
    ),
    "greeting": Door(_("还没写想做什么"), _("请接着写一句：想投什么、需要什么。"), stops=False),
    "test": Door(_("还没写想做什么"), _("请接着写一句：想投什么、需要什么。"), stops=False),
}
