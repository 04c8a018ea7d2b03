"""`hearth demo`, `hearth serve` and `hearth worker`: the commands that keep running."""

import argparse
import os
import sys

from hearth.site import supervise
from hearth.site.start import records_ready

UNUSABLE = 2


def add_demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth demo`."""
    parser.add_argument("--port", type=_port, default=8000, help="port of the web server (default: 8000)")


def add_serve_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument(
        "--threads",
        type=_whole,
        default=supervise.THREADS,
        help="requests answered at once (default: %(default)s)",
    )


def add_no_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has none."""


def run_demo(args: argparse.Namespace) -> int:
    """Run the whole system with the demo community, until Ctrl-C; everything stops with it."""
    os.environ["HEARTH_DEMO"] = "1"
    # Where the links in its mails lead (HEARTH_DATA/mail).
    os.environ.setdefault("HEARTH_ADDRESS", f"http://127.0.0.1:{args.port}")
    return _run(
        "127.0.0.1", args.port, [supervise.server("127.0.0.1", args.port), supervise.worker()], demo=True
    )


def run_serve(args: argparse.Namespace) -> int:
    """Serve pages until told to stop. Static files are collected first."""
    return _run(args.host, args.port, [supervise.server(args.host, args.port, threads=args.threads)])


def run_worker(_args: argparse.Namespace) -> int:
    """Do queued and nightly work until told to stop."""
    try:
        with supervise.stop_signals(), records_ready():
            return supervise.run_together([supervise.worker()])
    except supervise.StoppedByRequest:
        return 0


def _run(host: str, port: int, programs: list[supervise.Program], *, demo: bool = False) -> int:
    if not supervise.free_port(host, port):
        print(
            f"Port {port} on {host} is taken: stop what listens there, or choose another with --port.",
            file=sys.stderr,
        )
        return UNUSABLE
    try:
        with supervise.stop_signals(), records_ready():
            lines = _load_demo() if demo else _collect_static_files()
            return supervise.run_together(programs, announced=lambda: _announce(host, port, lines))
    except supervise.StoppedByRequest:
        print("\nStopped.")
        return 0


def _load_demo() -> list[str]:
    from hearth.demo.load import load_demo

    return load_demo()


def _collect_static_files() -> list[str]:
    from django.conf import settings
    from django.core.management import call_command

    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    return []


def _announce(host: str, port: int, lines: list[str]) -> bool:
    from django.conf import settings

    known_as = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    if not supervise.is_served(host, port, as_host=known_as):
        return False
    print(f"\nHearth is ready: http://{host}:{port}\n")
    for line in lines:
        print(line)
    print("\nCtrl-C stops it.", flush=True)
    return True


def _whole(value: str) -> int:
    if not value.isdigit() or not int(value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number above 0")
    return int(value)


def _port(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 1 to 65535")
    return int(value)
