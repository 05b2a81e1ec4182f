"""People who sign in, what they agreed to, and the codes sent to their contact."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, login: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(login, password, kind=User.Kind.STAFF, is_staff=True, is_superuser=True, **fields)

    def investor_with(self, contact: str) -> "User | None":
        """The investor whose verified phone or e-mail this is."""
        return self.filter(Q(phone=contact) | Q(email=contact), kind=User.Kind.INVESTOR).first()


class User(AbstractBaseUser, PermissionsMixin):
    class Kind(models.TextChoices):
        STAFF = "staff", "工作人员"
        INVESTOR = "investor", "投资人"

    login = models.CharField("登录名", max_length=60, unique=True)
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.INVESTOR)
    name = models.CharField("姓名", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True)
    email = models.EmailField("邮箱", blank=True)
    language = models.CharField("语言", max_length=10, default="zh-hans")
    is_active = models.BooleanField("启用", default=True)
    is_staff = models.BooleanField("运营", default=False, help_text="platform operator")
    must_change_password = models.BooleanField("须改密码", default=False, help_text="an operator gave a one-time one")
    shift_pin = models.CharField("班内 PIN", max_length=128, blank=True, help_text="digest, luodi.accounts.rules")
    created = models.DateTimeField("开户时间", default=timezone.now)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = "账号"
        constraints = [
            models.UniqueConstraint(fields=["kind", "phone"], condition=~Q(phone=""), name="one_user_per_phone"),
            models.UniqueConstraint(fields=["kind", "email"], condition=~Q(email=""), name="one_user_per_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.login

    @property
    def code(self) -> str:
        """How the ledger names this person."""
        return f"user:{self.pk}"

    @property
    def is_of_staff(self) -> bool:
        return self.kind == self.Kind.STAFF

    @property
    def contact(self) -> str:
        return self.phone or self.email


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self, at: datetime) -> "ConsentText | None":
        """The latest text that was valid at this moment."""
        return self.filter(valid_from__lte=at).order_by("-valid_from").first()


class ConsentText(models.Model):
    version = models.CharField("版本", max_length=20, unique=True)
    body = models.TextField("文本")
    body_en = models.TextField("English text", blank=True)
    valid_from = models.DateTimeField("生效时间")
    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = "同意书"
        get_latest_by = "valid_from"

    def __str__(self) -> str:
        return self.version


class Consent(models.Model):
    """A contact agreed to one version of the text; withdrawn is a time, not a deletion."""

    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT)
    subject = models.CharField(max_length=40, db_index=True, help_text="number of the enquiry it was given with")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "同意"

    def __str__(self) -> str:
        return f"{self.subject} {self.text_id}"


class OneTimeCode(models.Model):
    """A six-digit code for one contact and purpose; only its digest is kept."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", "确认联系方式"
        SIGN_IN = "sign_in", "登录"
        CHANGE = "change", "更换联系方式"

    contact = models.CharField(max_length=254)
    purpose = models.CharField(max_length=10, choices=Purpose)
    subject = models.CharField(max_length=40, blank=True, help_text="number of the enquiry to confirm")
    digest = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "验证码"
        indexes = [models.Index(fields=["contact", "purpose", "-made_at"], name="code_contact")]

    def __str__(self) -> str:
        return self.purpose


class Throttle(models.Model):
    """How often something was tried with one key since `started`. The key is kept as a digest only."""

    scope = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    started = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "限速"
        constraints = [models.UniqueConstraint(fields=["scope", "digest"], name="one_throttle_per_key")]

    def __str__(self) -> str:
        return f"{self.scope} {self.count}"
