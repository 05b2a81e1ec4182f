"""What the city approves and what it asks for; versions are pinned into a running case and never edited."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from luodi.approvals.rules import Handling, Validity
from luodi.directory.models import Unit


class LicenceKind(models.Model):
    """A kind of licence (证照)."""

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    name_en = models.CharField("英文名", max_length=120, blank=True)
    prefix = models.CharField("编号字头", max_length=6, help_text="first letters of a licence number")
    validity_months = models.PositiveSmallIntegerField("有效期（月）", null=True, blank=True, help_text="empty: no end")

    class Meta:
        verbose_name = "证照类型"

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A power of a department (事项); what it says at a time stands in its versions."""

    code = models.CharField("事项编码", max_length=80, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services", verbose_name="实施部门")

    class Meta:
        verbose_name = "事项"

    def __str__(self) -> str:
        return self.code


class Material(models.Model):
    """One vocabulary for the city: what is asked for, and what can stand in for it."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", "原件"
        COPY = "copy", "复印件"
        FORM = "form", "电子表单"

    code = models.CharField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=160)
    name_en = models.CharField("英文名", max_length=200, blank=True)
    kind = models.CharField("形式", max_length=10, choices=Kind, default=Kind.COPY)
    note = models.CharField("说明", max_length=400, blank=True)
    note_en = models.CharField("说明（英文）", max_length=400, blank=True)
    licence_kind = models.ForeignKey(
        LicenceKind, null=True, blank=True, on_delete=models.PROTECT, related_name="materials", verbose_name="可用证照"
    )
    data_check = models.CharField("数据核验", max_length=40, blank=True, help_text="approvals.sparing.CHECKS")

    class Meta:
        verbose_name = "材料"

    def __str__(self) -> str:
        return self.name


class VersionQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "VersionQuerySet":
        """Published and valid on this day; of one code at most one is."""
        return self.filter(state=Validity.PUBLISHED, valid_from__lte=day).filter(
            Q(valid_to=None) | Q(valid_to__gte=day)
        )


class Version(models.Model):
    """Common to versions of services and of bundles."""

    version = models.PositiveIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=10, choices=Validity, default=Validity.DRAFT)
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)
    name = models.CharField("名称", max_length=160)
    name_en = models.CharField("英文名", max_length=240, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    # Some term, fee or legal basis in it has no source: shown as 示例, published in a demo city only.
    sample = models.BooleanField("示例", default=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class ServiceVersion(Version):
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField("事项类型", max_length=2, default="01", help_text="approvals.rules.ITEM_TYPES")
    client = models.CharField("服务对象", max_length=1, default="2")
    handling = models.CharField("办件类型", max_length=10, choices=Handling, default=Handling.PROMISED)
    statutory_days = models.PositiveSmallIntegerField("法定时限", null=True, blank=True, help_text="working days")
    statutory_source = models.CharField("法定时限依据", max_length=200, blank=True)
    promised_days = models.PositiveSmallIntegerField("承诺时限", null=True, blank=True, help_text="working days")
    promised_source = models.CharField("承诺时限依据", max_length=200, blank=True)
    # [{kind, cap_days, source}]: which special procedures may stop its clock, and for how long at most.
    special = models.JSONField("特别程序", default=list, blank=True)
    tolerance = models.BooleanField("可容缺受理", default=False)
    one_window = models.BooleanField("综合窗口受理", default=False)
    visits = models.PositiveSmallIntegerField("到场次数", default=0)
    conditions = models.JSONField("受理条件", default=list, blank=True)
    conditions_en = models.JSONField("受理条件（英文）", default=list, blank=True)
    # [{name, number, clause, source}]
    basis = models.JSONField("法律依据", default=list, blank=True)
    result_kind = models.ForeignKey(
        LicenceKind, null=True, blank=True, on_delete=models.PROTECT, related_name="services", verbose_name="结果证照"
    )
    result_name = models.CharField("结果名称", max_length=120, blank=True)
    result_name_en = models.CharField("结果英文名", max_length=200, blank=True)
    delivery = models.JSONField("送达方式", default=list, blank=True, help_text="approvals.models.Delivery.Kind")
    place = models.CharField("办理地点", max_length=200, blank=True)
    hours = models.CharField("办理时间", max_length=200, blank=True)

    class Meta:
        verbose_name = "事项版本"
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="one_service_version"),
            models.CheckConstraint(
                condition=Q(promised_days=None) | Q(statutory_days=None) | Q(promised_days__lte=F("statutory_days")),
                name="promised_within_statutory",
            ),
        ]
        indexes = [models.Index(fields=["state", "name"], name="service_version_listed")]


class Fee(models.Model):
    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="fees")
    name = models.CharField("收费项目", max_length=120)
    name_en = models.CharField("英文名", max_length=160, blank=True)
    fen = models.PositiveBigIntegerField("金额（分）")
    when = models.JSONField("条件", default=dict, blank=True, help_text="bundle.definition conditions")
    basis = models.CharField("收费依据", max_length=200, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)

    class Meta:
        verbose_name = "收费"

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """A service asks for a material; only a secondary one may be handed in later."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="requirements")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="requirements")
    main = models.BooleanField("主要材料", default=True)
    deferral_days = models.PositiveSmallIntegerField("容缺期限", null=True, blank=True, help_text="working days, cap")
    original = models.BooleanField("验原件", default=False)
    when = models.JSONField("条件", default=dict, blank=True)

    class Meta:
        verbose_name = "材料要求"
        constraints = [
            models.UniqueConstraint(fields=["version", "material"], name="material_asked_once"),
            models.CheckConstraint(condition=Q(main=False) | Q(deferral_days=None), name="main_is_never_deferred"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.material_id}"
