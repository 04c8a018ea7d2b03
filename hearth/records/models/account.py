"""People who log in, and the agencies they work for. HUD's User row is another thing: see hud_user.py."""

import unicodedata
import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

USERNAME_RULE = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9_]*$",
    _("A user name starts with a letter and has letters, digits and _ only."),
)


# From here on a password may be the only factor (NIST SP 800-63B-4, 3.1.1.2).
LONG_PASSWORD = 15


class AccountManager(BaseUserManager["Account"]):
    def create_account(
        self, *, username: str, email: str, name: str, password: str | None = None
    ) -> "Account":
        """Store a new account; without a password it can only be entered by a reset mail."""
        account = self.model(username=username, email=self.normalize_email(email), name=name)
        account.set_password(password)
        account.full_clean(exclude=["password"])
        account.save()
        return account


class Account(AbstractBaseUser):
    """One person who logs in. An account works for one or more agencies (AgencyRole), in a role at each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(_("user name"), max_length=25, unique=True, validators=[USERNAME_RULE])
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Counted up to end every session, link and token at once: they are all bound to it.
    generation = models.PositiveIntegerField(default=0)
    # Whether the password may stand alone, once the last second factor is taken away.
    password_is_long = models.BooleanField(default=False)
    # When somebody opened it again after a pause; it must then be used within a while.
    reactivated_at = models.DateTimeField(null=True, blank=True)
    # The last warning of a coming pause that was sent, in days without a login.
    warned_at_days = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "name"]

    def __str__(self) -> str:
        return self.username

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(_one_spelling(raw_password))
        self.password_is_long = raw_password is not None and len(raw_password) >= LONG_PASSWORD

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(_one_spelling(raw_password) or "")

    def get_session_auth_hash(self) -> str:
        """Bind sessions to the generation too: counting it up ends them all."""
        return f"{super().get_session_auth_hash()}.{self.generation}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0]


def _one_spelling(password: str | None) -> str | None:
    """Give the one form of a password that keyboards write in several (an accent as one character or as two)."""
    return None if password is None else unicodedata.normalize("NFKC", password)


class AgencyRole(models.Model):
    """An account's role at one agency, and the HUD user that its entries there are stamped with."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="agency_roles")
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    # A role is data (hearth/access/role_sets/); its key there.
    role = models.CharField(max_length=50)
    # The CoC that the role reaches at this agency; without one, all CoCs of this instance.
    coc = models.ForeignKey("records.CoC", models.PROTECT, null=True, related_name="+")
    is_primary = models.BooleanField(default=False)
    hud_user = models.OneToOneField("records.HUDUser", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "organization"], name="one_role_per_agency"),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(is_primary=True),
                name="one_primary_agency",
            ),
        ]
