"""The one table that says who owns a matter, until when, and how far it is."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

from luodi.directory.models import Post, Territory, Unit
from luodi.directory.viewer import Viewer
from luodi.duties.models.party import Party

# An open duty without a running deadline sorts last; a null would sort differently on each database.
FAR = datetime(2999, 12, 31, tzinfo=UTC)


class Visibility(models.TextChoices):
    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    RESTRICTED = "restricted", "敏感"


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, viewer: Viewer) -> "DutyQuerySet":
        """The duties this viewer may read. Starts from none and adds: an empty Q() would be everything."""
        arms = self.arms(viewer)
        if not arms:
            return self.none()
        scope = arms[0]
        for arm in arms[1:]:
            scope |= arm
        return self.filter(scope)

    @staticmethod
    def arms(viewer: Viewer) -> list[Q]:
        """The separate reasons for which a viewer may read; each is answered by one index."""
        arms: list[Q] = []
        if viewer.is_system:
            return [Q(pk__gt=0)]
        if viewer.post_ids:
            arms.append(Q(owner__in=viewer.post_ids))
        if viewer.substituted_post_ids:
            arms.append(Q(owner__in=viewer.substituted_post_ids) & ~Q(visibility=Visibility.RESTRICTED))
        for column, territory_id, kinds in viewer.scopes:
            arms.append(Q(**{column: territory_id}, kind__in=kinds) & ~Q(visibility=Visibility.RESTRICTED))
        parties = Party.objects.of(viewer)
        if parties is not None:
            arms.append(Q(pk__in=parties.values("duty_id")))
        return arms

    def open(self) -> "DutyQuerySet":
        return self.filter(closed=None)

    def for_strip(self) -> "DutyQuerySet":
        """With everything a duty strip says, in a fixed number of queries."""
        return self.select_related("owner__user", "owner__unit", "unit").prefetch_related("deadlines")


class Duty(models.Model):
    kind = models.CharField("类别", max_length=20)
    number = models.CharField("受理号", max_length=40, unique=True)
    title = models.CharField("标题", max_length=120)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duties", verbose_name="责任人")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties", verbose_name="责任单位")
    city = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField("公开级别", max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    progress = models.CharField("进度", max_length=20)
    opened = models.DateTimeField("开始")
    closed = models.DateTimeField("结束", null=True, blank=True)
    next_due = models.DateTimeField("最近时限", default=FAR)
    version = models.PositiveIntegerField("版本", default=1)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "责任单"
        indexes = [
            *(
                # The last three are in it so that counting and passing over other kinds read no row.
                models.Index(
                    fields=[column, "next_due", "id", "kind", "progress", "closed"],
                    name=f"duty_{column}_due",
                    condition=Q(closed=None),
                )
                for column in ("owner", "unit", "place", "district", "city")
            ),
            models.Index(fields=["next_due", "id"], name="duty_due", condition=Q(closed=None)),
            # What is public is little, and read in this order by everybody.
            models.Index(
                fields=["next_due", "id"], name="duty_public_due", condition=Q(closed=None, visibility="public")
            ),
            models.Index(fields=["kind", "opened"], name="duty_kind_opened"),
            # A city's overview counts by district from the index alone.
            models.Index(fields=["kind", "city", "closed", "district", "visibility", "opened"], name="duty_kind_city"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_restricted(self) -> bool:
        return self.visibility == Visibility.RESTRICTED
