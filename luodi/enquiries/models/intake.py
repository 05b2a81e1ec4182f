"""A paper handed in beside the form, before there is an enquiry."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from luodi.enquiries.models.enquiry import Enquiry
from luodi.ledger.models import Attachment


class Intake(models.Model):
    """Lives for a day, or until an enquiry has taken its file over."""

    class State(models.TextChoices):
        WAITING = "waiting", _("正在读")
        READ = "read", _("读好了")
        TROUBLE = "trouble", _("没能读出")

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")
    trouble = models.CharField(
        "没能读出的原因", max_length=12, blank=True, help_text="key of luodi.text.papers.TROUBLES"
    )
    text = models.TextField("信里的话", blank=True, help_text="its beginning, as it may stand in the text box")
    found = models.JSONField("读到", default=dict, help_text="{field: {value, bound}} of the whole letter")
    firm = models.CharField("企业", max_length=120, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    made_at = models.DateTimeField("上传时间")
    # Set when the form was sent before the paper was read: what it says is added when it is.
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "待读材料"
        indexes = [
            models.Index(fields=["made_at"], name="intake_made"),
            models.Index(fields=["id"], name="intake_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """Under which its file is kept until an enquiry takes it over."""
        return f"intake:{self.token.hex}"

    @property
    def trouble_words(self) -> str:
        """What went wrong and what to do instead, for the person who handed it in."""
        return str(TROUBLE_WORDS.get(self.trouble) or TROUBLE_WORDS["no_text"])


# By the codes of luodi.text.papers.TROUBLES.
TROUBLE_WORDS = {
    "no_ocr": _("这里还不能识别照片，请把企业名称和统一社会信用代码填在下面。"),
    "broken": _("文件打不开，可能已损坏。请另存一份再上传，或直接写在上面。"),
    "locked": _("文件有密码。请去掉密码再上传，或直接写在上面。"),
    "too_long": _("材料太长，没有读完。请把最要紧的写在上面。"),
    "no_text": _("里面没有读出文字。请直接写在上面。"),
    "timeout": _("读得太久，停下了。请把最要紧的写在上面。"),
    "unreadable": _("这种文件读不了。材料会转给负责人，请把最要紧的写在上面。"),
}
