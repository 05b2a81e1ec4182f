from django import template
from django.conf import settings

from luodi.ledger.filekinds import accept_list

register = template.Library()


@register.inclusion_tag("ledger/upload_note.html")
def upload_note() -> dict[str, int]:
    """Stands beside every file field."""
    return {"megabytes": settings.UPLOAD_LIMIT // 1024 // 1024}


@register.simple_tag
def accepted_files() -> str:
    """The `accept` of a file field."""
    return accept_list()
