"""A park's own list read in, row by row; nothing becomes an offer until asked."""

from django.db import models

from luodi.directory.models import Territory
from luodi.duties.models import ReadRow, ReadSheet, Visibility


class OfferSheet(ReadSheet):
    """A workbook as it was read. What it leaves open is said once for all of its rows: kind, place, visibility."""

    kind = models.CharField("类别", max_length=12, blank=True, help_text="of rows that name none")
    place = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField("公开级别", max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    # [[heading, column]]: every heading of the workbook once, with the column of an offer that it is read into.
    headings = models.JSONField(default=list)

    class Meta:
        verbose_name = "供给清单"


class OfferRow(ReadRow):
    """One row of a sheet: what stood in it by heading, what that says, or what is wrong in which cell."""

    of = models.ForeignKey(OfferSheet, on_delete=models.CASCADE, related_name="rows")
    cells = models.JSONField(default=dict, help_text="{heading: [address, text]}; emptied when it is imported")

    class Meta:
        verbose_name = "清单行"
        ordering = ["of", "id"]
