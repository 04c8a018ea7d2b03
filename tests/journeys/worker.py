"""Let the queue's worker do what waits."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app


def work_off() -> None:
    """Run a worker until nothing waits. In a thread of its own: Playwright's loop runs in this one."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        threads.submit(_work).result(timeout=120)


def _work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
