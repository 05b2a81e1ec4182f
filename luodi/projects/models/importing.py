"""A project workbook that was read, and its rows until they are imported."""

from django.db import models

from luodi.duties.models import ReadRow, ReadSheet


class ProjectImport(ReadSheet):
    """`layout` is what was understood of it, kept so that it may be mended by hand and read again.

    {columns: [[heading, column]], above: {sheet: [text]}, as_of, template, sums: [{cell, column, said, found}]}
    """

    layout = models.JSONField("表头", default=dict, blank=True)

    class Meta:
        verbose_name = "项目导入"


class ProjectImportRow(ReadRow):
    """`values`: {raw: {heading: [address, text]}, said: what `sheets.parsing` read, notes, changes, kind}."""

    project_import = models.ForeignKey(ProjectImport, on_delete=models.CASCADE, related_name="rows")
    # create, update, same, twin of an earlier row, or none: a sum, a group heading, a note, a faulty row
    becomes = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = "项目导入行"
        indexes = [models.Index(fields=["project_import", "row"], name="project_row")]
