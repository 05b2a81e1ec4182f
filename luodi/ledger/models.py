"""What happened, in an order nobody can rewrite. The ledger knows no other app: subjects and people are codes."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def unsealed(self) -> "EventQuerySet":
        return self.filter(entry=None)

    def newest_first(self) -> "EventQuerySet":
        """By when it happened, which what is keyed in later says; at one moment by what was put on record last."""
        return self.order_by("-happened_at", "-recorded_at", "-pk")


class Event(models.Model):
    """One thing that an act did to one subject. Holds codes, numbers and digests only, never personal text."""

    act = models.UUIDField(default=uuid.uuid4)
    subject = models.CharField(max_length=40, help_text="public number of the duty, or app:code of a register row")
    code = models.CharField(max_length=40)
    actor = models.CharField(max_length=40, help_text="user:<id>, or system:<reason>")
    on_behalf_of = models.CharField(max_length=40, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # The writing transaction, so that the sealer on PostgreSQL can wait for slower ones; stamped by a trigger
    # there, 0 on SQLite.
    written_by = models.BigIntegerField(default=0, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "事件"
        indexes = [
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["act"], name="event_act"),
            models.Index(fields=["written_by", "id"], name="event_written"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.code}"


class Entry(models.Model):
    """The order in which readers follow the ledger; written by one sealer only."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="entry")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "编号序"

    def __str__(self) -> str:
        return str(self.seq)


class Seal(models.Model):
    """Chains the digests of the entries first..last onto the previous seal."""

    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    algorithm = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = "封签"

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


class Sealer(models.Model):
    """One row: whoever holds its lock seals. `floor` is how far everything is sealed (`luodi.ledger.sealing`)."""

    floor = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "封签进度"

    def __str__(self) -> str:
        return str(self.floor)


class Attachment(models.Model):
    """A file beside a subject, stored outside the web root under its digest."""

    class Scan(models.TextChoices):
        WAITING = "waiting", "待查"
        CLEAN = "clean", "通过"
        REFUSED = "refused", "拒绝"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.CLEAN)
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "附件"

    def __str__(self) -> str:
        return str(self.token)


class Reading(models.Model):
    """Who read a restricted record; loaded by watch from the spool file, because a GET writes nothing."""

    subject = models.CharField(max_length=40)
    reader = models.CharField(max_length=40)
    read_at = models.DateTimeField()
    # Drawn when the line is written, so that a spool file loaded twice leaves one row.
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        verbose_name = "查阅记录"
        indexes = [models.Index(fields=["subject", "-read_at"], name="reading_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.reader}"
