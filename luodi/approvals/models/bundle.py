"""One thing done once (一件事): a definition is one document, read by `approvals.bundle`; a case pins its version."""

from django.db import models

from luodi.approvals.models.catalogue import Version
from luodi.directory.models import Unit


class Bundle(models.Model):
    code = models.CharField("代码", max_length=40, unique=True)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bundles", verbose_name="牵头部门")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "一件事"

    def __str__(self) -> str:
        return self.code


class BundleVersion(Version):
    """`definition` is the document of `approvals.bundle.definition`; published ones never change."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="versions")
    definition = models.JSONField("定义")
    # {"items", "materials", "series_days", "promised_days", "critical_path", "answers"} of the largest combination, at
    # publishing.
    figures = models.JSONField("数字", default=dict, blank=True)

    class Meta:
        verbose_name = "一件事版本"
        constraints = [models.UniqueConstraint(fields=["bundle", "version"], name="one_bundle_version")]
