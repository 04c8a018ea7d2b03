"""What the rules about projects say of one project as it is being described: what stops it, what is only told."""

from collections.abc import Iterator

from hearth.rules.facts import Broken, ProgramFacts, Severity
from hearth.rules.project import (
    access_point_tells_services,
    address_is_told,
    affiliation_fits,
    bed_type_fits_housing,
    beds_add_up,
    ce_participation_does_not_overlap,
    each_coc_has_inventory,
    geography_is_told,
    has_a_coc,
    has_housing_type,
    has_inventory,
    has_rrh_subtype,
    hmis_participation_does_not_overlap,
    inventory_ends_with_project,
    inventory_is_in_its_coc,
    inventory_starts_with_project,
    periods_have_an_order,
    seasonal_beds_end,
    services_only_has_no_beds,
    units_have_beds,
    victim_services_stay_out,
)

RULES = (
    access_point_tells_services,
    address_is_told,
    affiliation_fits,
    bed_type_fits_housing,
    beds_add_up,
    ce_participation_does_not_overlap,
    each_coc_has_inventory,
    geography_is_told,
    has_a_coc,
    has_housing_type,
    has_inventory,
    has_rrh_subtype,
    hmis_participation_does_not_overlap,
    inventory_ends_with_project,
    inventory_is_in_its_coc,
    inventory_starts_with_project,
    periods_have_an_order,
    seasonal_beds_end,
    services_only_has_no_beds,
    units_have_beds,
    victim_services_stay_out,
)


def stops(program: ProgramFacts) -> list[Broken]:
    """Give the breaches with which the description is not kept."""
    return list(_found(program, Severity.STOP))


def warnings(program: ProgramFacts) -> list[Broken]:
    """Give the breaches that are told and do not keep anybody from going on."""
    return list(_found(program, Severity.WARNING))


def _found(program: ProgramFacts, severity: Severity) -> Iterator[Broken]:
    for rule in RULES:
        if severity is rule.AT_ENTRY:
            yield from rule.broken(program)


def column_of(rule: str) -> str:
    """Give the column at which the breach of a rule is shown, "" for another rule."""
    return next((one.COLUMN for one in RULES if rule == one.RULE), "")
