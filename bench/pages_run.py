"""P11 in one process: `python -m bench.pages_run CLIENTS BATCHES`; DATABASE_URL is migrated, and empty or filled by
`bench.people` with so many clients. Prints the raw figures as JSON.
"""

import gc
import json
import sys
import time
from random import Random
from statistics import median
from typing import Any

import django

PER_BATCH = 30
# The roster is as long among a million clients as among ten thousand.
ROSTER = 100
KEPT = 2_000
HELLO, SIGNED_IN = "/bench/hello/", "/bench/hello/signed-in/"


def main(clients: int, batches: int) -> None:
    """Ask for the pages in turn, each time of another client, and print the median of each batch."""
    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings

    from bench.people import fill
    from hearth.records import guard
    from hearth.records.models import Account, Client

    if not guard.everything(Client, "bench").exists():
        fill(clients)
    # As `hearth serve` does.
    call_command("collectstatic", interactive=False, verbosity=0)
    account = Account.objects.get(username="intake_worker")
    with override_settings(ROOT_URLCONF="bench.pages_urls"):
        figures = _batches(account, batches)
    print(json.dumps({"clients": clients, **figures}))


def _batches(account: Any, batches: int) -> dict[str, object]:
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    people, project = _people(), _roster()
    handler, cookie, rng = WSGIHandler(), _cookie(account), Random(7)
    pages = {
        "home": lambda: ("/", b"Home"),
        "client": lambda: _of(rng.choice(people), "/clients/{0}/", 2),
        "enrollment": lambda: _of(rng.choice(people), "/enrollments/{1}/", 3),
        "roster": lambda: (f"/programs/{project}/", b"/clients/"),
        "hello": lambda: (HELLO, b"hello"),
        "signed_in": lambda: (SIGNED_IN, b"hello"),
    }
    found: dict[str, list[float]] = {name: [] for name in pages}
    queries = {}
    # As the web server does when it has started (hearth/site/wsgi.py).
    for name, page in pages.items():
        _ask(handler, cookie, *page())
        with CaptureQueriesContext(connection) as asked:
            _ask(handler, cookie, *page())
        queries[name] = len(asked)
    gc.collect()
    gc.freeze()
    for batch in range(batches + 1):
        times: dict[str, list[float]] = {name: [] for name in pages}
        for _number in range(PER_BATCH):
            for name, page in pages.items():
                times[name].append(_ask(handler, cookie, *page()))
        if batch:
            for name, each in times.items():
                found[name].append(median(each))
    return {**found, "queries": queries}


def _of(person: tuple[Any, ...], address: str, shown: int) -> tuple[str, bytes]:
    return address.format(*person), str(person[shown]).encode()


def _people() -> list[tuple[Any, ...]]:
    """Give some clients of the worker's agency: client, enrollment, identifier, and the id as pages write it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select c.id, e.id, c.unique_identifier, c.id from records_enrollment e "
            "join records_client c on c.id = e.client_id join records_project p on p.id = e.project_id "
            "where p.project_name = 'Harbor Night Shelter' order by e.id limit %s",
            [KEPT],
        )
        return cursor.fetchall()


def _roster() -> Any:
    """Move some enrollments to another program of the agency; give it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select id from records_project where project_name = 'Harbor Rapid'")
        [project] = cursor.fetchone()
        # No history is written: nobody did this.
        cursor.execute("set session_replication_role = replica")
        cursor.execute(
            "update records_enrollment set project_id = %s where id in (select e.id from records_enrollment e "
            "join records_project p on p.id = e.project_id where p.project_name = 'Harbor Night Shelter' "
            "order by e.id desc limit %s)",
            [project, ROSTER],
        )
        cursor.execute("set session_replication_role = origin")
        cursor.execute("analyze records_enrollment")
    return project


def _cookie(account: Any) -> str:
    from django.conf import settings
    from django.test import Client as Browser

    browser = Browser()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def _ask(handler: Any, cookie: str, address: str, shown: bytes) -> float:
    """Ask for a page through the product's own WSGI handler, and check that it shows what it is about."""
    from django.test import RequestFactory

    # Hello is said to anybody: no login is looked up for it.
    cookie = "" if address == HELLO else cookie
    environ = RequestFactory().get(address, secure=True, HTTP_COOKIE=cookie, SERVER_NAME="localhost").environ
    answers: list[str] = []
    start = time.perf_counter()
    response = handler(environ, lambda status, _headers, *_more: answers.append(status))
    content = b"".join(response)
    response.close()
    seconds = time.perf_counter() - start
    if not answers[0].startswith("200") or shown not in content:
        raise SystemExit(f"{address}: {answers[0]}, without {shown!r}")
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
