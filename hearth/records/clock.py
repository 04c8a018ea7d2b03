"""What time it is for a CoC. HUD's date-times have no zone; the CoC's zone says when a day begins."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hearth.records.models.coc import CoC

DEFAULT_ZONE = "America/Los_Angeles"


def instant() -> datetime:
    """Give this moment. The one place that reads the clock: a test that moves it moves everything."""
    return datetime.now(UTC)


def zones() -> dict[str, ZoneInfo]:
    """Give the zone of every CoC by its code, the community's first CoC first."""
    return zones_of(CoC.objects.order_by("code").values_list("code", "time_zone"))


def zones_of(cocs: Iterable[tuple[str, str]]) -> dict[str, ZoneInfo]:
    """Give the zones of CoCs by their codes, in their order."""
    return {code: ZoneInfo(name) for code, name in cocs}


def zone(coc_code: str | None = None) -> ZoneInfo:
    """Give the zone of a CoC, or of the community's first CoC."""
    cocs = CoC.objects.order_by("code")
    coc = cocs.filter(code=coc_code).first() if coc_code else None
    coc = coc or cocs.first()
    return ZoneInfo(coc.time_zone if coc else DEFAULT_ZONE)


def now(coc_code: str | None = None) -> datetime:
    """Give the wall-clock time there, as HUD writes it: no zone, whole seconds."""
    return instant().astimezone(zone(coc_code)).replace(tzinfo=None, microsecond=0)


def today(coc_code: str | None = None) -> date:
    """Give the date there."""
    return now(coc_code).date()
