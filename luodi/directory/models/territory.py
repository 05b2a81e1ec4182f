"""The tree of places: city, districts, and the zones and towns below them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def in_use(self) -> "TerritoryQuerySet":
        return self.filter(active=True)

    def with_chain(self) -> "TerritoryQuerySet":
        """With the parents that `columns` walks up to."""
        return self.select_related("parent__parent")

    def named(self, said: str) -> "TerritoryQuerySet":
        """By a part of the name or the beginning of the code; all when nothing is said."""
        return self.filter(Q(name__contains=said) | Q(code__startswith=said)) if said else self

    def below(self, territory: "Territory") -> "TerritoryQuerySet":
        """This territory and everything under it; the tree has four levels."""
        above = Q(parent=territory) | Q(parent__parent=territory) | Q(parent__parent__parent=territory)
        return self.filter(Q(pk=territory.pk) | above)


class Territory(models.Model):
    class Level(models.TextChoices):
        # Cities that work together; matters lie in one of them.
        CIRCLE = "circle", _("城市圈")
        CITY = "city", _("市")
        DISTRICT = "district", _("区市")
        PLACE = "place", _("功能区/镇街")

    code = models.CharField("代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField("英文名", max_length=80, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    active = models.BooleanField("启用", default=True)
    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "地域"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def columns(self) -> dict[str, "Territory | None"]:
        """The city, district and place a duty at this territory carries."""
        chain: dict[str, Territory | None] = {"city": None, "district": None, "place": None}
        step: Territory | None = self
        while step is not None and step.level in chain:
            chain[step.level] = step
            step = None if step.level == Territory.Level.CITY else step.parent
        return chain
