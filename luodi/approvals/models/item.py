"""An item of a case: its state here, its owner and clocks on a duty of its own once it was filed."""

from django.db import models
from django.db.models import Q

from luodi.approvals.models.case import Case
from luodi.approvals.models.catalogue import ServiceVersion
from luodi.approvals.rules import Holder, ItemState
from luodi.duties.models import Duty


class ItemQuerySet(models.QuerySet["Item"]):
    def included(self) -> "ItemQuerySet":
        return self.exclude(state=ItemState.EXCLUDED)

    def under_lock(self) -> "ItemQuerySet":
        """Locked until the act ends, to be asked for by the duty; the caller selects both duties with it.

        The case's duty comes first: of two prerequisites approved at once each would find the other open and leave
        their dependant blocked. Its own follows: the watch looks at that one alone.
        """
        return self.select_for_update(no_key=True, of=("case__duty", "duty"))

    def with_locked_duties(self) -> "ItemQuerySet":
        """Of a case that is locked: those filed, in the order in which whoever leaves a post locks them too."""
        # By a column of the duty, so that the join is an inner one: PostgreSQL locks no row that may be missing.
        filed = self.filter(duty__number__gt="").select_related("duty__unit__calendar").order_by("duty_id")
        return filed.select_for_update(no_key=True, of=("duty",))


class Item(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="items")
    code = models.CharField("代码", max_length=40, help_text="in the definition of the bundle")
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="items", verbose_name="事项")
    duty = models.OneToOneField(Duty, null=True, on_delete=models.CASCADE, related_name="item")
    state = models.CharField("状态", max_length=12, choices=ItemState, default=ItemState.BLOCKED)
    holder = models.CharField("在谁手里", max_length=11, choices=Holder, default=Holder.APPLICANT)
    holder_since = models.DateTimeField("在手自", null=True, blank=True)
    # A new round begins when an appeal or a court has it handled once more.
    round = models.PositiveSmallIntegerField("轮次", default=1)
    filed_at = models.DateTimeField("申报", null=True, blank=True)
    accepted_at = models.DateTimeField("受理", null=True, blank=True)
    deemed = models.BooleanField("视为受理", default=False)
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    issued_at = models.DateTimeField("发证", null=True, blank=True)
    closed_at = models.DateTimeField("结束", null=True, blank=True)
    cause = models.CharField("结束原因", max_length=20, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "办理事项"
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="one_item_per_code")]
        indexes = [models.Index(fields=["version", "filed_at"], name="item_version_filed")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.code}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.state != ItemState.EXCLUDED


class Stay(models.Model):
    """In whose hands an item lay, from when to when: where the days are. Where it lies now, the item says itself."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="stays")
    holder = models.CharField("在谁手里", max_length=11, choices=Holder)
    since = models.DateTimeField("自")
    until = models.DateTimeField("至")
    # On the calendar of the item's unit; counted by the watch.
    working_minutes = models.PositiveIntegerField("工作分钟", null=True, blank=True)

    class Meta:
        verbose_name = "停留"
        indexes = [models.Index(fields=["id"], name="stay_uncounted", condition=Q(working_minutes=None))]

    def __str__(self) -> str:
        return f"{self.item_id} {self.holder}"
