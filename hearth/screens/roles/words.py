"""What the facts of a role say in words."""

from django.utils.translation import gettext as _

from hearth.access.roles import Role


def sees_words(role: Role) -> str:
    return {
        "agency": _("own agency"),
        "coc": _("one CoC"),
        "community": _("every agency"),
        "nothing": _("nothing"),
    }[role.sees]


def seats_words(role: Role) -> str:
    return {
        "unlimited": _("any number"),
        "one": _("1 per agency"),
        "programs": _("as many as the agency has programs"),
    }[role.seats]


def held_as_words(role: Role) -> str:
    return {
        "both": _("main or further agency"),
        "primary": _("main agency only"),
        "additional": _("further agency only"),
        "only": _("main agency, and no other"),
    }[role.held_as]


def training_words(role: Role) -> str:
    """Name the trainings that go before a role."""
    names = {
        "new_user": _("New user"),
        "services_only": _("Services only"),
        "vi_spdat": _("Assessment of housing need"),
    }
    return ", ".join(names.get(key, key) for key in role.training)
