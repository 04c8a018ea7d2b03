"""SSVF, HUD-VASH, RHY and HOPWA from the first question to after the exit; each export passes our own checks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.golden_walks.programs import add_program, close_program
from tests.golden_walks.walk import Walk, findings

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD, CHILD, SPOUSE = 1, 2, 3
SAFE_HAVEN_ENTRY_EXIT, PSH, PREVENTION, RAPID, TRANSITIONAL = 0, 3, 12, 13, 2
SSVF, VASH, BCP, TLP, STRMU, TBRA = 33, 20, 22, 24, 17, 15
START, MOVED, UPDATED, LEFT = date(2026, 1, 12), date(2026, 1, 30), date(2026, 3, 2), date(2026, 5, 4)
AFTERWARDS, TODAY = date(2026, 6, 15), date(2026, 7, 1)
VETERAN: dict[str, Any] = {"veteran_status": 1}
SERVED: dict[str, Any] = {
    "Client_YearEnteredService": 2004,
    "Client_YearSeparated": 2008,
    "Client_IraqOIF": 1,
}
RENTAL, SUBSIDIZED, VASH_SUBSIDY, WITH_FAMILY = 410, 435, 419, 422
STREET: dict[str, Any] = {
    "Enrollment_LivingSituation": 116,
    "Enrollment_LengthOfStay": 3,
    "Enrollment_DateToStreetESSH": "2025-12-01",
    "Enrollment_TimesHomelessPastThreeYears": 1,
    "Enrollment_MonthsHomelessPastThreeYears": 102,
}
OWN_RENTAL: dict[str, Any] = {
    "Enrollment_LivingSituation": 410,
    "Enrollment_LengthOfStay": 5,
}


def clean(walk: Walk, folder: Path, project: Any) -> None:
    """Fail with what our own checks find in the export. The program served its last household."""
    walk.on(TODAY)
    close_program(project, LEFT)
    found = findings(walk.exported(folder, project))
    assert not found, "\n".join(found)


def test_ssvf_prevention_screens_the_household_and_pays_its_rent(walk: Walk, tmp_path: Path) -> None:
    program = add_program(walk.community, "Harbor Veterans Prevention", PREVENTION, SSVF)
    walk.on(START)
    dana, mia = walk.person("Dana", date(1984, 5, 6), **VETERAN), walk.person("Mia", date(2016, 7, 8))
    stays = walk.enroll(program, START, (dana, HEAD), (mia, CHILD))
    assert {"Enrollment_HPScreeningScore", "Enrollment_TargetScreenReqd"} <= walk.asked(stays[0], "start")
    assert not {"Enrollment_HPScreeningScore", "Enrollment_PercentAMI"} & walk.asked(stays[1], "start")
    walk.answer(
        stays[0],
        "start",
        Enrollment_PercentAMI=2,
        Enrollment_VAMCStation="612",
        Enrollment_TargetScreenReqd=1,
        Enrollment_HPScreeningScore=18,
        Enrollment_ThresholdScore=15,
        **OWN_RENTAL,
        **SERVED,
    )
    walk.answer(stays[1], "start")
    walk.on(UPDATED)
    rent: dict[str, Any] = {"amount": "950.00", "covers_from": "2026-03-01", "covers_until": "2026-03-31"}
    walk.serve(stays[:1], "152-1", UPDATED, **rent)
    walk.serve(stays[:1], "144-3", UPDATED, sub_type=1)
    walk.answer(
        stays[0],
        "update",
        UPDATED,
        IncomeBenefits_IncomeFromAnySource=1,
        IncomeBenefits_Earned=1,
        IncomeBenefits_EarnedAmount=1200,
    )
    walk.on(LEFT)
    walk.leave(stays, LEFT, RENTAL)
    for stay in stays:
        walk.answer(stay, "exit")
    paid = walk.viewer.services.get(record_type=152)
    assert (paid.fa_start_date, paid.fa_end_date) == (date(2026, 3, 1), date(2026, 3, 31))
    clean(walk, tmp_path, program)


def test_ssvf_rapid_rehousing_asks_no_screening_and_follows_the_move(walk: Walk, tmp_path: Path) -> None:
    program = add_program(walk.community, "Harbor Veterans Rapid", RAPID, SSVF)
    walk.on(START)
    dana = walk.person("Dana", date(1984, 5, 6), **VETERAN)
    stays = walk.enroll(program, START, (dana, HEAD))
    asked = walk.asked(stays[0], "start")
    assert {"Enrollment_PercentAMI", "Enrollment_VAMCStation"} <= asked
    assert "Enrollment_TargetScreenReqd" not in asked
    walk.answer(stays[0], "start", Enrollment_PercentAMI=1, Enrollment_VAMCStation="612", **STREET, **SERVED)
    walk.on(MOVED)
    walk.move_in(stays, MOVED)
    deposit: dict[str, Any] = {"amount": "1900.00", "covers_from": "2026-02-01", "covers_until": "2026-02-28"}
    walk.serve(stays, "152-2", MOVED, **deposit)
    walk.on(LEFT)
    walk.leave(stays, LEFT, RENTAL)
    walk.answer(stays[0], "exit")
    clean(walk, tmp_path, program)


def test_hud_vash_follows_the_voucher_and_says_why_case_management_ended(walk: Walk, tmp_path: Path) -> None:
    program = add_program(walk.community, "Harbor VASH", PSH, VASH)
    walk.on(START)
    dana = walk.person("Dana", date(1984, 5, 6), **VETERAN)
    stays = walk.enroll(program, START, (dana, HEAD))
    walk.answer(stays[0], "start", Enrollment_VAMCStation="612", **STREET, **SERVED)
    walk.serve(stays, "210-1", START)
    walk.serve(stays, "210-3", START)
    walk.on(MOVED)
    walk.move_in(stays, MOVED)
    walk.serve(stays, "210-5", MOVED)
    walk.serve(stays, "210-12", MOVED, other_words="Moved within the building")
    walk.on(LEFT)
    walk.leave(stays, LEFT, SUBSIDIZED, VASH_SUBSIDY)
    walk.answer(stays[0], "exit", Exit_CMExitReason=1)
    assert walk.viewer.exits.get().cm_exit_reason == 1
    clean(walk, tmp_path, program)


YOUTH_LEFT: dict[str, Any] = {
    "Exit_ProjectCompletionStatus": 1,
    "Exit_CounselingReceived": 1,
    "Exit_IndividualCounseling": 1,
    "Exit_SessionCountAtExit": 4,
    "Exit_DestinationSafeClient": 1,
    "Exit_DestinationSafeWorker": 1,
}


def test_a_runaway_youth_passes_a_basic_center_and_is_asked_afterwards(walk: Walk, tmp_path: Path) -> None:
    program = add_program(walk.community, "Harbor Basic Center", SAFE_HAVEN_ENTRY_EXIT, BCP)
    walk.on(START)
    sky = walk.person("Sky", date(2009, 8, 1), veteran_status=None)
    stays = walk.enroll(program, START, (sky, HEAD))
    walk.answer(
        stays[0],
        "start",
        Enrollment_DateOfBCPStatus=START,
        Enrollment_EligibleForRHY=1,
        Enrollment_RunawayYouth=1,
        Enrollment_ReferralSource=1,
        **STREET,
    )
    walk.serve(stays, "142-2", START)
    walk.on(LEFT)
    walk.leave(stays, LEFT, WITH_FAMILY)
    walk.answer(stays[0], "exit", **YOUTH_LEFT)
    walk.on(AFTERWARDS)
    assert "Exit_AftercareProvided" not in walk.asked(stays[0], "exit")
    walk.answer(
        stays[0],
        "post_exit",
        AFTERWARDS,
        Exit_AftercareDate=AFTERWARDS,
        Exit_AftercareProvided=1,
        Exit_Telephone=1,
    )
    ending = walk.viewer.exits.get()
    assert (ending.aftercare_date, ending.telephone) == (AFTERWARDS, 1)
    clean(walk, tmp_path, program)


def test_a_young_parent_passes_transitional_living_and_is_asked_afterwards(
    walk: Walk, tmp_path: Path
) -> None:
    program = add_program(walk.community, "Harbor Transitional Living", TRANSITIONAL, TLP)
    walk.on(START)
    sky, bo = walk.person("Sky", date(2006, 8, 1)), walk.person("Bo", date(2024, 2, 2))
    stays = walk.enroll(program, START, (sky, HEAD), (bo, CHILD))
    assert "Enrollment_DateOfBCPStatus" not in walk.asked(stays[0], "start")
    walk.answer(stays[0], "start", Enrollment_ReferralSource=1, **STREET)
    walk.answer(stays[1], "start")
    walk.serve(stays, "142-5", START)
    walk.on(UPDATED)
    walk.answer(stays[0], "update", UPDATED)
    walk.on(LEFT)
    walk.leave(stays, LEFT, RENTAL)
    walk.answer(stays[0], "exit", **YOUTH_LEFT)
    walk.answer(stays[1], "exit")
    walk.on(AFTERWARDS)
    walk.answer(stays[0], "post_exit", AFTERWARDS, Exit_AftercareDate=AFTERWARDS, Exit_AftercareProvided=0)
    clean(walk, tmp_path, program)


WITH_HIV: dict[str, Any] = {
    "Disabilities_DisabilityType_8_DisabilityResponse": 1,
    "Disabilities_DisabilityType_8_TCellCountAvailable": 1,
    "Disabilities_DisabilityType_8_TCellCount": 640,
    "Disabilities_DisabilityType_8_TCellSource": 1,
    "Disabilities_DisabilityType_8_ViralLoadAvailable": 1,
    "Disabilities_DisabilityType_8_ViralLoad": 50,
    "Disabilities_DisabilityType_8_ViralLoadSource": 1,
    "Disabilities_DisabilityType_8_AntiRetroviral": 1,
}


def test_hopwa_short_term_help_keeps_somebody_in_their_home(walk: Walk, tmp_path: Path) -> None:
    program = add_program(walk.community, "Harbor STRMU", PREVENTION, STRMU)
    walk.on(START)
    noa = walk.person("Noa", date(1975, 3, 3))
    stays = walk.enroll(program, START, (noa, HEAD))
    walk.answer(stays[0], "start", IncomeBenefits_ADAP=1, **WITH_HIV, **OWN_RENTAL)
    walk.serve(stays, "143-2", START)
    walk.serve(stays, "151-1", START, amount="800.00")
    walk.on(LEFT)
    walk.leave(stays, LEFT, RENTAL)
    walk.answer(stays[0], "exit", Exit_HousingAssessment=1, Exit_SubsidyInformation=1, **WITH_HIV)
    assert walk.viewer.exits.get().housing_assessment == 1
    clean(walk, tmp_path, program)


def test_hopwa_rental_assistance_houses_somebody_and_asks_at_the_anniversary(
    walk: Walk, tmp_path: Path
) -> None:
    program = add_program(walk.community, "Harbor TBRA", PSH, TBRA)
    begun = date(2025, 2, 3)
    walk.on(begun)
    noa = walk.person("Noa", date(1975, 3, 3))
    stays = walk.enroll(program, begun, (noa, HEAD))
    street = STREET | {"Enrollment_DateToStreetESSH": "2025-01-01"}
    walk.answer(stays[0], "start", **WITH_HIV, **street)
    walk.move_in(stays, begun)
    walk.serve(stays, "151-1", begun, amount="700.00")
    anniversary = date(2026, 2, 3)
    walk.on(anniversary)
    walk.answer(
        stays[0],
        "annual",
        anniversary,
        IncomeBenefits_IncomeFromAnySource=1,
        IncomeBenefits_SSDI=1,
        IncomeBenefits_SSDIAmount=1100,
    )
    walk.on(LEFT)
    walk.leave(stays, LEFT, SUBSIDIZED, 428)
    walk.answer(stays[0], "exit", **WITH_HIV)
    clean(walk, tmp_path, program)
