"""An offer: its duty says who answers for it, where it lies, how far it is gone; here is what it is."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from luodi.companies.models import Company
from luodi.directory.viewer import Viewer
from luodi.duties.models import Duty, Visibility
from luodi.supply.rules import KINDS, Kind, Pollution, PriceUnit, State

MANY = 500  # values of one IN


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, viewer: Viewer) -> "OfferQuerySet":
        """Offers in the viewer's scope; officers and investors also read what is public anyway."""
        seen = Q(duty__in=Duty.objects.visible_to(viewer).values("pk"))
        if viewer.is_staff or viewer.is_investor:
            seen |= Q(duty__visibility=Visibility.PUBLIC)
        return self.filter(seen)

    def available(self, now: datetime) -> "OfferQuerySet":
        """Still to be had and confirmed lately: what matches and what the catalogue shows.

        The duty's only clock is its freshness: once it is due, the offer is hidden until somebody confirms it.
        """
        return self.filter(duty__progress=State.OPEN, duty__next_due__gt=now)

    def catalogue(self, now: datetime) -> "OfferQuerySet":
        """The public projection: what anybody may read without signing in."""
        return self.available(now).filter(duty__visibility=Visibility.PUBLIC)

    def by_import_key(self, keys: set[str]) -> dict[str, int]:
        """Which of these rows were imported before, each with its offer."""
        found: dict[str, int] = {}
        listed = sorted(keys)
        for start in range(0, len(listed), MANY):
            some = self.filter(import_key__in=listed[start : start + MANY])
            found |= {key: pk for key, pk in some.values_list("import_key", "pk") if key}
        return found

    def with_duty(self) -> "OfferQuerySet":
        """With what a row or a page says of it besides its own columns, photos aside: one query, and one for clocks."""
        beside = ("duty__owner__user", "duty__owner__unit", "duty__unit", "duty__district", "duty__place", "company")
        return self.select_related(*beside).prefetch_related("duty__deadlines")


class Offer(models.Model):
    """Title, owner, unit, territory and visibility are its duty's. A number that is null is unknown."""

    duty = models.OneToOneField(Duty, primary_key=True, on_delete=models.PROTECT, related_name="offer")
    kind = models.CharField("类别", max_length=12, choices=[(kind.code, kind.name) for kind in KINDS.values()])
    description = models.TextField("说明", blank=True)
    # The company that describes itself, or whose hall it is; a city's own offer has none.
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers")
    holder = models.CharField("权属单位", max_length=120, blank=True)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    contact = models.CharField("联系电话或邮箱", max_length=254, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    longitude = models.FloatField("经度", null=True, blank=True)
    latitude = models.FloatField("纬度", null=True, blank=True)
    industries = models.CharField("适合行业", max_length=200, blank=True, help_text="words of trade, spaces between")
    tags = models.CharField("特点", max_length=200, blank=True, help_text="spaces between")
    pollution = models.CharField("可容纳工业类别", max_length=10, choices=Pollution, blank=True, default="")

    area_m2 = models.FloatField("面积（㎡）", null=True, blank=True)
    smallest_m2 = models.FloatField("最小可分割（㎡）", null=True, blank=True)
    land_mu = models.FloatField("用地（亩）", null=True, blank=True)
    ceiling_m = models.FloatField("层高（米）", null=True, blank=True)
    floor_load_t_m2 = models.FloatField("地面荷载（吨/㎡）", null=True, blank=True)
    crane_t = models.FloatField("行车（吨）", null=True, blank=True)
    power_kva = models.FloatField("供电（kVA）", null=True, blank=True)
    roof_load_kg_m2 = models.FloatField("屋面可加荷载（kg/㎡）", null=True, blank=True)
    tariff_yuan_kwh = models.FloatField("电价（元/度）", null=True, blank=True)
    temperature_c = models.FloatField("库温（℃）", null=True, blank=True)
    plot_ratio = models.FloatField("容积率", null=True, blank=True)
    term_years = models.FloatField("年限", null=True, blank=True)
    investment_per_mu = models.FloatField("亩均投资要求（万元）", null=True, blank=True)
    tax_per_mu = models.FloatField("亩均税收要求（万元）", null=True, blank=True)
    amount_yuan = models.FloatField("金额（元）", null=True, blank=True)
    amount = models.CharField("数量", max_length=40, blank=True, help_text="of what is no area and no money")

    price = models.DecimalField("价格", max_digits=14, decimal_places=2, null=True, blank=True)
    price_unit = models.CharField("计价", max_length=10, choices=PriceUnit, blank=True, default="")
    price_words = models.CharField("价格说明", max_length=60, blank=True)
    price_on = models.DateField("报价日期", null=True, blank=True)
    available_from = models.DateField("可用自", null=True, blank=True)
    available_until = models.DateField("可用至", null=True, blank=True)
    evidence = models.CharField("依据", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("最近确认")
    # The digest of an imported row makes importing the same sheet twice harmless.
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "供给资源"
        indexes = [
            models.Index(fields=["kind", "area_m2"], name="offer_kind_area"),
            models.Index(fields=["kind", "land_mu"], name="offer_kind_land"),
        ]

    def __str__(self) -> str:
        return self.duty.number

    @property
    def state(self) -> str:
        return self.duty.progress

    @property
    def rule(self) -> Kind:
        return KINDS[self.kind]

    def is_fresh(self, now: datetime) -> bool:
        return self.duty.next_due > now

    def is_available(self, now: datetime) -> bool:
        return self.duty.progress == State.OPEN and self.is_fresh(now)


class Photo(models.Model):
    """A picture of an offer. The file is an attachment of the offer's duty.

    Only `small` and `large`, both drawn anew from the pixels, are ever shown: what the camera wrote stays inside.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="photos")
    attachment = models.UUIDField("原件")
    caption = models.CharField("说明", max_length=80, blank=True)
    place = models.PositiveSmallIntegerField("次序", default=0)
    # When the watch looked at it; drawn without copies is a picture that cannot be read.
    drawn_at = models.DateTimeField(null=True, blank=True)
    # Digests of the drawn copies.
    small = models.CharField(max_length=64, blank=True)
    large = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "照片"
        ordering = ["place", "id"]
        indexes = [models.Index(fields=["id"], name="photo_undrawn", condition=Q(drawn_at=None))]

    def __str__(self) -> str:
        return self.caption or str(self.attachment)
