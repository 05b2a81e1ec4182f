"""An Excel sheet read in, row by row; nothing becomes an enquiry until asked."""

from django.db import models

from luodi.duties.models import ReadRow, ReadSheet


class ImportBatch(ReadSheet):
    class Meta:
        verbose_name = "导入批次"


class ImportRow(ReadRow):
    """One row of a sheet: its parsed values, or what is wrong in which cell."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")

    class Meta:
        verbose_name = "导入行"
        ordering = ["batch", "id"]
