import json

import pytest

from hearth.site.audit import Outcome, read_npm_audit, read_pip_audit, verdict

KNOWN = {"name": "django", "version": "5.2.0", "vulns": [{"id": "PYSEC-2025-1"}]}
SOUND = {"name": "psycopg", "version": "3.2", "vulns": []}
UNKNOWN = {"name": "babel", "skip_reason": "Dependency not found on PyPI"}


def outcome_of(*packages: object) -> Outcome:
    outcome = Outcome()
    read_pip_audit(json.dumps({"dependencies": packages}), outcome)
    return outcome


@pytest.mark.parametrize("is_strict", [False, True])
def test_a_known_vulnerability_fails_the_audit(is_strict: bool) -> None:
    status, lines = verdict(outcome_of(KNOWN, SOUND), is_strict=is_strict)
    assert (status, lines) == (1, ["VULNERABLE: django 5.2.0: PYSEC-2025-1"])


@pytest.mark.parametrize(("is_strict", "expected"), [(False, 0), (True, 1)])
def test_what_could_not_be_looked_up_is_said_loudly_and_is_never_called_sound(
    is_strict: bool, expected: int
) -> None:
    status, lines = verdict(outcome_of(SOUND, UNKNOWN), is_strict=is_strict)
    assert status == expected
    assert lines[0].startswith("NOT AUDITED: 1 of 2 parts (babel)")
    assert "no known vulnerability" not in " ".join(lines)


def test_a_registry_that_does_not_answer_is_no_clean_answer() -> None:
    outcome = Outcome()
    read_npm_audit(json.dumps({"message": "405 Method Not Allowed"}), outcome)
    assert outcome.not_looked_up == ["npm packages"]


def test_a_vulnerable_npm_package_fails_the_audit() -> None:
    outcome = Outcome()
    told = {"vulnerabilities": {"lodash": {"severity": "high"}}, "metadata": {"dependencies": {"total": 4}}}
    read_npm_audit(json.dumps(told), outcome)
    assert verdict(outcome, is_strict=False)[0] == 1


def test_all_looked_up_and_nothing_found_passes_in_one_line() -> None:
    assert verdict(outcome_of(SOUND), is_strict=True) == (0, ["1 parts, no known vulnerability."])
