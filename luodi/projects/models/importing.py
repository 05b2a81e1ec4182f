"""A project workbook that was read, and its rows until they are imported."""

from django.db import models

from luodi.duties.models import ReadRow, ReadSheet


class ProjectImport(ReadSheet):
    """`layout`: what was understood of its headers; kept so that it may be mended by hand and read again."""

    layout = models.JSONField("表头", default=dict, blank=True)

    class Meta:
        verbose_name = "项目导入"


class ProjectImportRow(ReadRow):
    project_import = models.ForeignKey(ProjectImport, on_delete=models.CASCADE, related_name="rows")
    # "create", "update" or "same"
    becomes = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = "项目导入行"
        indexes = [models.Index(fields=["project_import", "row"], name="project_row")]
