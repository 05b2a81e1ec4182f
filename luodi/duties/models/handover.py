"""Change of owner with its history. The investor's deadlines run on through every hop."""

from django.db import models
from django.db.models import Q

from luodi.directory.models import Post, Unit


class Handover(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", "待接收"
        DONE = "done", "已接收"
        RETURNED = "returned", "已退回"
        ESCALATED = "escalated", "已升级"

    OPEN = (State.PROPOSED, State.ESCALATED)

    duty = models.ForeignKey("duties.Duty", on_delete=models.CASCADE, related_name="handovers")
    from_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="asked_handovers")
    # The person on duty who is asked first; anybody of the unit may accept.
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=400)
    expected = models.CharField("期望", max_length=400, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField("转办时间")
    escalated_at = models.DateTimeField("升级时间", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField("答复", max_length=400, blank=True)
    working_minutes = models.PositiveIntegerField("用时", null=True, help_text="of this hop, when answered")

    class Meta:
        verbose_name = "转办"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(state__in=["proposed", "escalated"]), name="one_open_handover"
            )
        ]
        indexes = [
            models.Index(
                fields=["to_unit", "proposed_at"],
                name="handover_asked",
                condition=Q(state__in=["proposed", "escalated"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.state}"
