"""Two requests of one session that overlap keep what each of them changed."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.utils.module_loading import import_string

pytestmark = pytest.mark.django_db

SessionStore = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


@pytest.fixture
def key() -> str:
    session = SessionStore()
    session.update({"agency": 1, "kept": "as it was", "list": [1]})
    session.save()
    return str(session.session_key)


def test_what_one_changed_is_not_taken_back_by_the_other_which_ends_later(key: str) -> None:
    slow, quick = SessionStore(key), SessionStore(key)
    slow["numbers"] = 4
    quick["agency"] = 2
    quick["list"].append(2)
    del quick["kept"]
    quick.save()
    slow.save()
    assert dict(SessionStore(key).items()) == {"agency": 2, "list": [1, 2], "numbers": 4}


def test_one_session_that_is_saved_twice_writes_both_changes(key: str) -> None:
    session = SessionStore(key)
    session["agency"] = 2
    session.save()
    session["agency"] = 1
    session.save()
    assert SessionStore(key)["agency"] == 1


def test_a_session_that_is_over_stays_over(key: str) -> None:
    slow = SessionStore(key)
    slow["numbers"] = 4
    SessionStore(key).delete()
    with pytest.raises(UpdateError):
        slow.save()
    assert not SessionStore(key).exists(key)


def test_a_new_key_takes_all_with_it(key: str) -> None:
    session = SessionStore(key)
    assert session["agency"] == 1
    session.cycle_key()
    session["numbers"] = 4
    session.save()
    assert session.session_key != key
    assert dict(SessionStore(session.session_key).items()) == {
        "agency": 1,
        "kept": "as it was",
        "list": [1],
        "numbers": 4,
    }
    assert not session.exists(key)
