"""A service is one that the program offers, with the details that HUD asks for with it and no others.

HUD: Services.csv. SubTypeProvided goes with SSVF services 3, 4 and 5; FAAmount with financial assistance (151, 152);
the days that it covers (V3.1, V3.4) with that of SSVF; words with SSVF 6, HUD-VASH 12 and Moving On 5 ("other");
ReferralOutcome with PATH referrals (161).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hearth.hud.standard import CodeList, standard
from hearth.rules.facts import Broken, Severity
from hearth.rules.service.offered import OfferedService

RULE = "service/is_complete"
NOT_OFFERED = "This program does not offer that service on that day."
IDS = ("RULE-TYPEPROVIDED", "RULE-SUBTYPE")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Services", "TypeProvided"

SSVF_SERVICE, SSVF_ASSISTANCE, PATH_REFERRAL, MOVING_ON = 144, 152, 161, 300
FINANCIAL_ASSISTANCE = frozenset({151, SSVF_ASSISTANCE})
ASKS_FOR_WORDS = frozenset({(144, 6), (210, 12), (300, 5)})


@dataclass(frozen=True, slots=True)
class Given:
    """One service as entered; the columns of Services.csv in short."""

    record_type: int
    type_provided: int
    sub_type: int | None = None
    other_words: str | None = None
    amount: Decimal | None = None
    referral_outcome: int | None = None
    covers_from: date | None = None
    covers_until: date | None = None


def sub_types(record_type: int, type_provided: int) -> CodeList | None:
    """Give the list of SubTypeProvided for a service, or None where HUD has none."""
    lists = standard().facts["sub_type_provided_list"]
    if record_type != SSVF_SERVICE or str(type_provided) not in lists:
        return None
    return standard().lists[lists[str(type_provided)]]


def broken(given: Given, services: Sequence[OfferedService]) -> list[Broken]:
    """Give the breaches of the rule by one service in a program that offers `services` on its day."""
    kind = next((one for one in services if one.record_type == given.record_type), None)
    if kind is None or str(given.type_provided) not in kind.code_list.labels:
        return [Broken(RULE, NOT_OFFERED)]
    return _missing(given) + _surplus(given)


def _missing(given: Given) -> list[Broken]:
    found = []
    details = sub_types(given.record_type, given.type_provided)
    if details is not None and str(given.sub_type) not in details.labels:
        found.append(Broken(RULE, "Choose the detail of this service."))
    if (
        given.record_type,
        given.type_provided,
    ) in ASKS_FOR_WORDS and not given.other_words:
        found.append(Broken(RULE, "Say in words which other service this was."))
    if given.record_type in FINANCIAL_ASSISTANCE and (given.amount is None or given.amount < 0):
        found.append(Broken(RULE, "Give the amount in dollars."))
    if given.record_type == SSVF_ASSISTANCE:
        found += _days_covered(given)
    return found


def _days_covered(given: Given) -> list[Broken]:
    """Asked of whoever enters a payment (V3.1, V3.4); a file may leave them out (HMIS CSV, Services)."""
    if given.covers_from is None or given.covers_until is None:
        return [Broken(RULE, "Say from which day to which day the payment covers.")]
    if given.covers_until < given.covers_from:
        return [Broken(RULE, "The last day covered is before the first.")]
    return []


def _surplus(given: Given) -> list[Broken]:
    """What HUD does not ask for with this service must stay empty, or an export would be refused."""
    fits = [
        given.sub_type is None or sub_types(given.record_type, given.type_provided) is not None,
        not given.other_words or (given.record_type, given.type_provided) in ASKS_FOR_WORDS,
        given.amount is None or given.record_type in FINANCIAL_ASSISTANCE,
        given.referral_outcome is None or given.record_type == PATH_REFERRAL,
        given.covers_from is given.covers_until is None or given.record_type == SSVF_ASSISTANCE,
    ]
    return [] if all(fits) else [Broken(RULE, "This service has a detail that does not belong to it.")]


_LISTS = standard().facts["type_provided_list"]
_SUB_LISTS = standard().facts["sub_type_provided_list"]


def _pairs(pairs: Iterable[tuple[object, object]]) -> str:
    return ", ".join(f"({one}, {other})" for one, other in pairs)


RECORD_TYPES = "(" + ", ".join(_LISTS) + ")"
TYPES = _pairs((kind, code) for kind, list_id in _LISTS.items() for code in standard().lists[list_id].labels)
HAS_SUB_TYPES = _pairs((SSVF_SERVICE, kind) for kind in _SUB_LISTS)
SUB_TYPES = _pairs(
    (kind, code) for kind, list_id in _SUB_LISTS.items() for code in standard().lists[list_id].labels
)
WORDS = _pairs(sorted(ASKS_FOR_WORDS))
AMOUNTS = tuple(sorted(FINANCIAL_ASSISTANCE))

SQL = f"""
select ServicesID as key, 'RULE-TYPEPROVIDED' as id, 'TypeProvided' as "column" from kept.Services
where RecordType in {RECORD_TYPES} and (RecordType, TypeProvided) not in ({TYPES})
union all
select ServicesID, 'RULE-SUBTYPE', 'SubTypeProvided' from kept.Services
where coalesce((RecordType, TypeProvided) in ({HAS_SUB_TYPES}), false) <> (SubTypeProvided is not null)
   or SubTypeProvided is not null and (TypeProvided, SubTypeProvided) not in ({SUB_TYPES})
union all
select ServicesID, null, 'OtherTypeProvided' from kept.Services
where coalesce((RecordType, TypeProvided) in ({WORDS}), false)
   <> (OtherTypeProvided is not null or MovingOnOtherType is not null)
union all
select ServicesID, null, 'FAAmount' from kept.Services
where (RecordType in {AMOUNTS}) <> (FAAmount is not null) or FAAmount < 0 and RecordType in {AMOUNTS}
union all
select ServicesID, null, 'ReferralOutcome' from kept.Services
where ReferralOutcome is not null and RecordType <> {PATH_REFERRAL}
union all
select ServicesID, null, 'FAEndDate' from kept.Services
where RecordType = {SSVF_ASSISTANCE} and FAEndDate < FAStartDate
"""
