"""A CoC's rules are kept by who may, once they can be read; earlier versions stay."""

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible
from hearth.actions.keep_local_rules import OPERATOR, keep_local_rules
from hearth.actions.refusal import NotDone
from hearth.records.models import Change
from hearth.records.models.coc import Setting
from tests.community import COC_CODE, Community, viewer_for

RULES = f'name = "Example"\ncoc = "{COC_CODE}"\n\n[[add]]\nelement = "4.12"\n'

pytestmark = pytest.mark.django_db


def kept() -> list[dict[str, str]]:
    return list(Setting.objects.get(key="local_rules", coc=COC_CODE).value)


def test_the_lead_keeps_rules_and_earlier_versions_stay(community: Community) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    for text in (RULES, RULES.replace("4.12", "4.13"), ""):
        keep_local_rules(by=lead, coc_code=COC_CODE, text=text)
    assert [each["text"] for each in kept()] == [RULES.strip(), RULES.strip().replace("4.12", "4.13"), ""]
    assert {each["by"] for each in kept()} == {lead.account.name}
    assert Change.objects.filter(action="keep_local_rules", account=lead.account).count() == 3


def test_the_same_text_again_is_no_new_version(community: Community) -> None:
    for text in (RULES, RULES.replace("\n", "\r\n")):
        keep_local_rules(by=None, coc_code=COC_CODE, text=text)
    assert [each["by"] for each in kept()] == [OPERATOR]


def test_each_fault_is_a_reason_and_nothing_is_kept(community: Community) -> None:
    text = RULES.replace("4.12", "9.99") + "unless = 1\n"
    with pytest.raises(NotDone) as refused:
        keep_local_rules(by=None, coc_code=COC_CODE, text=text)
    assert [problem.message for problem in refused.value.problems] == [
        "[[add]] 1: unknown unless",
        "[[add]] 1: '9.99' is not an element of fy2026",
    ]
    assert not Setting.objects.filter(key="local_rules").exists()


def test_the_rules_of_another_coc_are_refused(community: Community) -> None:
    with pytest.raises(NotDone, match="these are the rules of XX-999, not of XX-501"):
        keep_local_rules(by=None, coc_code=COC_CODE, text=RULES.replace(COC_CODE, "XX-999"))


def test_only_who_has_the_right_keeps_rules_and_only_of_cocs_of_this_instance(community: Community) -> None:
    with pytest.raises(PermissionDenied):
        keep_local_rules(by=viewer_for(community.personas["agency_manager"]), coc_code=COC_CODE, text=RULES)
    with pytest.raises(NotVisible):
        keep_local_rules(by=None, coc_code="XX-999", text=RULES.replace(COC_CODE, "XX-999"))
