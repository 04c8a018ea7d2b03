from collections.abc import Callable
from datetime import datetime

from hearth.actions.remind_of_agreements import remind_of_agreements
from hearth.records.models import Notice, SignedAgreement
from tests.community import Community


def test_a_signature_that_ends_soon_is_told_once(
    community: Community, later: Callable[..., datetime]
) -> None:
    anna = community.personas["intake_worker"]
    SignedAgreement.objects.exclude(account=anna).delete()
    later(days=350)
    remind_of_agreements()
    assert not Notice.objects.exists()
    later(days=1.5)
    remind_of_agreements()
    later(days=1)
    remind_of_agreements()
    assert Notice.objects.get().account == anna and Notice.objects.get().event == "agreement_due"
    later(days=14)
    remind_of_agreements()
    assert Notice.objects.count() == 1
