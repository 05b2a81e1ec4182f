"""Columns that officers keep: each sees his own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from luodi.directory.viewer import Viewer
from luodi.ledger.attachments import open_attachment
from luodi.projects.export import MOST, rows
from luodi.projects.models import SavedColumns
from luodi.projects.upper import filled


def saved_columns(viewer: Viewer) -> "QuerySet[SavedColumns]":
    return SavedColumns.objects.filter(post__in=viewer.post_ids).select_related("attachment").order_by("name")


def filled_upper(viewer: Viewer, saved: SavedColumns, asked: Mapping[str, Any], now: datetime) -> bytes:
    """The kept workbook with a row for each project that the filters leave, in Chinese for every reader."""
    assert saved.attachment is not None
    with open_attachment(saved.attachment) as file:
        data = file.read()
    with override("zh-hans"):
        return filled(data, saved.layout, rows(viewer, asked, now, MOST))
