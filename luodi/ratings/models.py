"""Five words, once per handling; a bad one opens a remedy with a clock."""

from django.db import models

from luodi.accounts.models import User
from luodi.directory.models import Post
from luodi.duties.models import Duty


class Rating(models.Model):
    class Grade(models.IntegerChoices):
        VERY_GOOD = 1, "非常满意"
        GOOD = 2, "满意"
        FAIR = 3, "基本满意"
        POOR = 4, "不满意"
        VERY_POOR = 5, "非常不满意"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="ratings")
    # Which handling of the duty is rated: its progress when it was rated.
    handling = models.CharField(max_length=20)
    grade = models.PositiveSmallIntegerField("评价", choices=Grade)
    words = models.CharField("说明", max_length=400, blank=True)
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField("时间")
    # The duty had ended: it is open again, for its remedy, until that is told.
    reopened = models.BooleanField(default=False)

    class Meta:
        verbose_name = "评价"
        constraints = [models.UniqueConstraint(fields=["duty", "handling"], name="one_rating_per_handling")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.grade}"

    @property
    def is_bad(self) -> bool:
        return self.grade >= self.Grade.POOR


class Remedy(models.Model):
    """What was done about a bad rating, told to the one who gave it."""

    rating = models.OneToOneField(Rating, on_delete=models.CASCADE, related_name="remedy")
    done = models.TextField("整改情况")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField("答复时间")

    class Meta:
        verbose_name = "差评整改"

    def __str__(self) -> str:
        return str(self.rating_id)
