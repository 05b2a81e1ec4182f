"""Matches as the watch stores them, and what officers say of them."""

from datetime import datetime

from django.db import models

from luodi.directory.models import Post
from luodi.directory.viewer import Viewer
from luodi.enquiries.models import Enquiry
from luodi.matching.rules import BECAUSE, Verdict
from luodi.supply.models import Offer


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, viewer: Viewer) -> "MatchQuerySet":
        """A match is visible where both its enquiry and its offer are."""
        return self.filter(enquiry__in=Enquiry.objects.visible_to(viewer), offer__in=Offer.objects.visible_to(viewer))

    def live(self, now: datetime) -> "MatchQuerySet":
        """Joined to what can be had now: an offer that is let disappears although no match was rewritten."""
        return self.filter(offer__in=Offer.objects.available(now))


class Match(models.Model):
    """One offer that may fit one enquiry, at its place. Only the watch writes these rows."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="matches")
    place = models.PositiveSmallIntegerField("名次")
    score = models.FloatField("分数", help_text="orders the matches of one enquiry; means nothing elsewhere")
    reasons = models.JSONField("理由", default=list, help_text="[[code, facts]] of luodi.matching.engine.reasons")
    misfits = models.JSONField("不足", default=list, help_text="the same form")
    found_at = models.DateTimeField("首次匹配")

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = "匹配"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "offer"], name="match_once")]
        indexes = [models.Index(fields=["offer", "place"], name="match_offer")]

    def __str__(self) -> str:
        return f"{self.enquiry_id}:{self.offer_id}"


class Judgement(models.Model):
    """What an officer made of an offer for an enquiry. Rows are added, never changed; the last one of a pair holds.

    Kept beside the pair and not beside the match, which is rewritten whenever either side changes.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="judgements")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField("判断", max_length=12, choices=Verdict)
    because = models.CharField("原因", max_length=12, choices=list(BECAUSE.items()), blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    visit_on = models.DateField("看场地日期", null=True, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "匹配判断"
        ordering = ["id"]
        indexes = [models.Index(fields=["offer", "verdict"], name="judgement_offer")]

    def __str__(self) -> str:
        return f"{self.enquiry_id}:{self.offer_id} {self.verdict}"


class Followed(models.Model):
    """How far the matching has followed the ledger: one row. `sweep` is the last enquiry of a round over all."""

    seq = models.BigIntegerField(default=0)
    sweep = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "匹配进度"

    def __str__(self) -> str:
        return str(self.seq)
