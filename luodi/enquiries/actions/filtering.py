"""The filters an officer keeps under a name."""

from django.utils.translation import gettext as _

from luodi.directory.viewer import Viewer
from luodi.enquiries.models import SavedFilter
from luodi.ledger.acts import Refused, act

MOST_SAVED = 12


def keep_filter(*, viewer: Viewer, name: str, query: str) -> SavedFilter:
    """The same name again replaces the filter. Raises Refused when there are too many."""
    with act(viewer.code) as a:
        others = SavedFilter.objects.filter(user=viewer.user_id).exclude(name=name)
        if others.count() >= MOST_SAVED:
            raise Refused(_("最多存 %(most)d 个常用筛选，请先删掉一个。") % {"most": MOST_SAVED})
        kept, _made = SavedFilter.objects.update_or_create(user=viewer.user, name=name, defaults={"query": query})
        a.record(f"enquiries:filter:{kept.pk}", "filter_kept")
        return kept


def drop_filter(*, viewer: Viewer, pk: int) -> None:
    """Raises SavedFilter.DoesNotExist for one that is not the viewer's own."""
    with act(viewer.code) as a:
        kept = SavedFilter.objects.get(pk=pk, user=viewer.user_id)
        a.record(f"enquiries:filter:{kept.pk}", "filter_dropped")
        kept.delete()
