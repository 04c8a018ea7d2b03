import pytest

from hearth.access.account_secrets import seal, unseal
from hearth.records.encryption import Unreadable
from hearth.records.rotation import rotate

pytestmark = pytest.mark.django_db


def test_a_change_of_keys_loses_no_second_step() -> None:
    stored = seal("JBSWY3DPEHPK3PXP")
    assert b"JBSWY" not in stored
    for _done in rotate():
        pass
    assert unseal(stored) == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("broken", [b"", b"short", b"x" * 60])
def test_what_is_not_ours_is_refused(broken: bytes) -> None:
    with pytest.raises(Unreadable):
        unseal(broken)
