"""The enquiry. Its state is its duty's progress; nothing is kept twice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from luodi.accounts.models import User
from luodi.companies.models import Company
from luodi.directory.models import Territory
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty
from luodi.enquiries.rules import State


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, viewer: Viewer) -> "EnquiryQuerySet":
        return self.filter(duty__in=Duty.objects.visible_to(viewer).values("pk"))


class Enquiry(models.Model):
    class Source(models.TextChoices):
        WEB = "web", "网上"
        PHONE = "phone", "电话"
        FAIR = "fair", "展会"
        VISIT = "visit", "上门"
        IMPORT = "import", "表格导入"

    class Language(models.TextChoices):
        CHINESE = "zh", "中文"
        ENGLISH = "en", "英文"

    class SizeBand(models.TextChoices):
        UNKNOWN = "", "未定"
        SMALL = "s", "1000 万元以下"
        MIDDLE = "m", "1000 万–1 亿元"
        LARGE = "l", "1–5 亿元"
        BIG = "xl", "5 亿元以上"

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="enquiry")
    investor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="enquiries")
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries")
    name = models.CharField("姓名", max_length=60)
    contact = models.CharField("电话或邮箱", max_length=254, db_index=True)
    sentence = models.TextField("一句话")
    language = models.CharField("来信语言", max_length=2, choices=Language, default=Language.CHINESE)
    put_off = models.JSONField("以后再说", default=list, help_text="fields the investor was asked for and put off")
    firm = models.CharField("企业", max_length=120, blank=True)
    wish = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    heard = models.CharField("得知途径", max_length=60, blank=True)
    introducer = models.CharField("引荐人", max_length=60, blank=True)
    industry = models.CharField("行业门类", max_length=4, blank=True)
    size_band = models.CharField("规模", max_length=2, choices=SizeBand, blank=True, default="")
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.WEB)
    alias = models.CharField("代号", max_length=20, blank=True, help_text="set when the firm's name is kept back")
    query_digest = models.CharField(max_length=128)
    submitted = models.DateTimeField("提交时间")
    routed_by = models.CharField("分派依据", max_length=120, blank=True)
    next_step = models.CharField("下一步", max_length=200, blank=True)
    next_step_on = models.DateField("下一步日期", null=True, blank=True)
    closing_reason = models.CharField("办结原因", max_length=20, blank=True)
    closing_reply = models.TextField("给投资人的答复", blank=True)
    # The digest of an imported row makes importing the same sheet twice harmless.
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "投资申请"
        indexes = [
            models.Index(fields=["submitted"], name="enquiry_submitted"),
            models.Index(fields=["next_step_on"], name="enquiry_next_step", condition=Q(next_step_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(contact=""), name="enquiry_has_contact"),
        ]

    def __str__(self) -> str:
        return self.duty.number

    @property
    def state(self) -> str:
        return self.duty.progress

    @property
    def is_english(self) -> bool:
        """Whether an answer in English is expected."""
        return self.language == self.Language.ENGLISH

    def secrets_open_to(self, viewer: Viewer) -> bool:
        """Company, name, contact and sentence of a kept-back enquiry: the owner and the investor's side only."""
        if not self.alias or self.duty.owner_id in viewer.post_ids:
            return True
        return viewer.is_investor

    @property
    def shown_firm(self) -> str:
        """What lists, notices and exports say in place of the company."""
        return self.alias or self.firm

    @property
    def state_label(self) -> str:
        """In the reader's language."""
        return gettext(State(self.duty.progress).label)
