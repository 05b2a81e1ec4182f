"""Steps of tolerance acceptance (容缺受理): promises made, promises kept, and no licence before they are."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from luodi.approvals.models import Deferral, Item, ItemMaterial
from luodi.directory.models import Post
from luodi.duties.clocks import Clocks
from luodi.ledger.acts import Act, Refused


def defer(
    a: Act, item: Item, rows: Iterable[ItemMaterial], clocks: Clocks, *, post: Post, at: datetime, signer: str
) -> list[Deferral]:
    """Promises, not written yet: a clock for each material that is still to come, not longer than its cap and the
    item's promised time.

    Only secondary materials of a service that allows it. Raises Refused.
    """
    version, made = item.version, list[Deferral]()
    for row in rows:
        name = row.material.name
        cap = row.requirement.deferral_days
        if not version.tolerance:
            raise Refused(_("这个事项不在容缺受理清单内。"))
        if row.main or cap is None:
            raise Refused(_("“%(material)s”不能容缺，请一次性告知补正。") % {"material": name})
        days = min(cap, version.promised_days or cap)
        deadline = clocks.start("deferral", f"{days}wd", at=at, about=str(row.pk))
        assert deadline.due is not None
        made.append(
            Deferral(
                item=item,
                item_material=row,
                post=post,
                happened_at=at,
                recorded_at=a.now,
                until=deadline.due,
                promised_by=signer,
            )
        )
    return made


def write_promises(made: Iterable[Deferral]) -> None:
    """Once the item is accepted."""
    Deferral.objects.bulk_create(made)
    ids = [one.item_material.pk for one in made]
    ItemMaterial.objects.filter(pk__in=ids).update(state=ItemMaterial.State.DEFERRED)


def keep_promises(item: Item, rows: Iterable[ItemMaterial], clocks: Clocks, at: datetime) -> None:
    """The materials came and are good: their clocks stop."""
    keys = [f"deferral:{row.pk}" for row in rows if f"deferral:{row.pk}" in clocks.open]
    if keys:
        clocks.stop_several(keys, happened_at=at)
        ids = [int(key.removeprefix("deferral:")) for key in keys]
        Deferral.objects.filter(item_material__in=ids, kept_at=None, breached_at=None).update(kept_at=at)


def open_promises(item: Item) -> list[str]:
    """Names of the materials that are promised and not there yet."""
    rows = Deferral.objects.filter(item=item, kept_at=None, breached_at=None)
    return list(rows.values_list("item_material__material__name", flat=True))


def check_promises(item: Item) -> None:
    """A licence goes out only after everything deferred has come. Raises Refused."""
    if names := open_promises(item):
        raise Refused(_("容缺的材料还没有补齐：%(what)s。补齐之后才能发证。") % {"what": "、".join(names)})
