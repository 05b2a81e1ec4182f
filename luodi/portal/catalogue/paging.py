"""What stands around a list of the catalogue: how many, which page, list or map, how many in each district."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luodi.directory.models import Territory
from luodi.portal.catalogue.filters import Search
from luodi.portal.forms import place_name
from luodi.supply.catalogue import MOST, Found
from luodi.ui.parts import NavItem


def counted(count: int) -> str:
    if count > MOST:
        return _("%(most)s 处以上，请再加条件") % {"most": MOST}
    return ngettext("共 %(count)s 处", "共 %(count)s 处", count) % {"count": count}


def pager(search: Search, found: Found, where: str) -> dict[str, Any]:
    def address(number: int) -> str:
        return search.url(where, page=number if number > 1 else "")

    return {
        "previous_url": address(found.number - 1) if found.number > 1 else "",
        "next_url": address(found.number + 1) if found.number < found.pages else "",
        "shown": _("第 %(number)s 页，共 %(pages)s 页") % {"number": found.number, "pages": found.pages},
    }


def tabs(search: Search, where: str) -> list[NavItem]:
    pages = (("portal:offers", _("按列表")), ("portal:offer_map", _("按地图")))
    return [NavItem(label, search.url(page), current=page == where) for page, label in pages]


def district_links(search: Search, places: list[Territory], counts: dict[int, int]) -> list[NavItem]:
    """The whole city, and each district that has something."""
    here = search.values.get("place")
    city = NavItem(_("全市"), search.url("portal:offer_map", without=("place", "box")), current=here is None)
    return [
        city,
        *(
            NavItem(
                place_name(place),
                search.url("portal:offer_map", without=("box",), place=place.code),
                count=counts[place.pk],
                current=here == place,
            )
            for place in places
            if place.pk in counts
        ),
    ]
